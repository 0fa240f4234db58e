// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "thread_pool.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <cstddef>
#include <functional>
#include <latch>
#include <memory>
#include <thread>
#include <type_traits>

using course::ThreadPool;

static_assert(std::is_constructible_v<ThreadPool, unsigned>,
              "ThreadPool must be made of an unsigned");
static_assert(!std::is_copy_constructible_v<ThreadPool>,
              "ThreadPool must not be copied");
COURSE_SIGNATURE("submit must be bool(std::function<void()>)",
                 bool (ThreadPool::*)(std::function<void()>),
                 &ThreadPool::submit);
COURSE_SIGNATURE("wait_idle must be void()", void (ThreadPool::*)(),
                 &ThreadPool::wait_idle);
COURSE_SIGNATURE("shutdown must be void()", void (ThreadPool::*)(),
                 &ThreadPool::shutdown);
COURSE_SIGNATURE("failed must be std::size_t() const",
                 std::size_t (ThreadPool::*)() const, &ThreadPool::failed);

namespace {

using std::chrono::hours;
using std::this_thread::sleep_for;

using Job = std::function<void()>;

// What a job does need not synchronise anything, so nobody could get in between
// without let_others_run().
Job short_job(int number) {
  return [number] {
    course_test::let_others_run();
    course_test::event("job ends", number);
  };
}

// Time moves on when nobody can run: until then everybody else waits for
// something.
Job long_job(int number) {
  return [number] {
    sleep_for(hours(1));
    course_test::event("job ends", number);
  };
}

void wait_idle(ThreadPool& pool) {
  pool.wait_idle();
  course_test::event("wait_idle returns", course_test::thread_number());
}

void shut_down(ThreadPool& pool) {
  pool.shutdown();
  course_test::event("shutdown returns");
}

COURSE_SCENARIO("three jobs, one worker") {
  {
    ThreadPool pool(1);
    course_test::name(pool, "pool");
    const int made = course_test::threads_made();
    for (int job : {1, 2, 3}) {
      const bool accepted = pool.submit([job] {
        course_test::event("job", job, course_test::thread_number());
      });
      course_test::event("submit says", accepted);
    }
    course_test::observe("threads", made, course_test::threads_made());
  }
  course_test::event("gone");
}

COURSE_SCENARIO("two workers have nothing to do for an hour") {
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  sleep_for(hours(1));
  course_test::observe("threads", course_test::threads_made());
}

COURSE_SCENARIO("two jobs meet") {
  std::latch both_running(2);
  course_test::name(both_running, "both_running");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  sleep_for(hours(1));
  for (int i = 0; i < 2; ++i)
    pool.submit([&] { both_running.arrive_and_wait(); });
}

COURSE_SCENARIO("the first job waits for the third") {
  std::latch third_runs(1);
  course_test::name(third_runs, "third_runs");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  pool.submit([&] { third_runs.wait(); });
  pool.submit([] {});
  pool.submit([&] { third_runs.count_down(); });
}

COURSE_SCENARIO("jobs of an hour, one after the other") {
  int written = 0, seen_first = 0, seen_second = 0;
  course_test::name(written, "written");
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.wait_idle();
  for (int* seen : {&seen_first, &seen_second}) {
    pool.submit([&] {
      sleep_for(hours(1));
      ++written;
    });
    pool.wait_idle();
    *seen = written;
  }
  course_test::observe("written", seen_first, seen_second);
}

COURSE_SCENARIO("a job meets the one that it submits") {
  std::latch both_running(2);
  course_test::name(both_running, "both_running");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  pool.submit([&] {
    pool.submit([&] {
      both_running.arrive_and_wait();
      course_test::event("job ends", 2);
    });
    both_running.arrive_and_wait();
    course_test::event("job ends", 1);
  });
  wait_idle(pool);
}

COURSE_SCENARIO("two threads submit a job each and wait") {
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  const auto submit_and_wait = [&] {
    pool.submit(long_job(course_test::thread_number()));
    wait_idle(pool);
  };
  course_test::Thread other(submit_and_wait);
  submit_and_wait();
}

// Says so when it goes.
struct Captured {
  ~Captured() { course_test::event("captured object goes"); }
};

COURSE_SCENARIO("a job has captured something") {
  const bool throws = course_test::input("throws") != 0;
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.submit([throws, captured = std::make_shared<Captured>()] {
    if (throws) throw 1;
  });
  wait_idle(pool);
}

COURSE_SCENARIO("jobs throw, one worker") {
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.submit([] { throw 1; });
  pool.submit([] { throw course_test::Injected(); });
  pool.submit(short_job(3));
  wait_idle(pool);
  course_test::observe("failed", pool.failed());
  pool.shutdown();
  course_test::observe("failed after shutdown", pool.failed());
  course_test::observe("threads", course_test::threads_made());
}

COURSE_SCENARIO("two jobs throw while somebody asks") {
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  for (int i = 0; i < 2; ++i) pool.submit([] { throw 1; });
  const std::size_t meanwhile = pool.failed();
  pool.wait_idle();
  course_test::observe("failed", meanwhile, pool.failed());
}

COURSE_SCENARIO("shutdown while jobs are in the queue") {
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  for (int job : {1, 2}) pool.submit(short_job(job));
  shut_down(pool);
  const bool accepted =
      pool.submit([] { course_test::event("late job runs"); });
  pool.wait_idle();
  pool.shutdown();
  course_test::observe("after shutdown", accepted, pool.failed());
}

COURSE_SCENARIO("a job submits during shutdown") {
  bool accepted = true;
  {
    ThreadPool pool(1);
    course_test::name(pool, "pool");
    pool.submit([&] {
      sleep_for(hours(1));
      accepted = pool.submit([] { course_test::event("late job runs"); });
    });
    pool.shutdown();
  }
  course_test::observe("accepted", accepted);
}

COURSE_SCENARIO("submit and shutdown") {
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  bool accepted = false;
  course_test::Thread submitter([&] { accepted = pool.submit(short_job(1)); });
  shut_down(pool);
  submitter.join();
  course_test::observe("accepted", accepted);
}

// Says so when the thread that has made it is gone: it is one of the last
// things that a thread does to destroy its thread_local objects.
struct Farewell {
  ~Farewell() { course_test::event("worker ends"); }
};

COURSE_SCENARIO("two shut down") {
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  // While one worker sleeps the other one can run: each of them has a job.
  for (int i = 0; i < 2; ++i)
    pool.submit([] {
      thread_local Farewell farewell;
      (void)farewell;
      sleep_for(hours(1));
    });
  course_test::Thread other([&] { shut_down(pool); });
  shut_down(pool);
}

COURSE_SCENARIO("one waits, another one shuts down") {
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.submit(long_job(1));
  pool.submit(short_job(2));
  course_test::Thread waiter([&] { wait_idle(pool); });
  shut_down(pool);
}

COURSE_SCENARIO("a job of one pool waits for another pool") {
  bool accepted = false;
  ThreadPool pool(1), other(1);
  course_test::name(pool, "pool");
  course_test::name(other, "other");
  pool.submit([&] {
    accepted = other.submit(short_job(1));
    wait_idle(other);
  });
  shut_down(pool);
  const bool accepted_later = other.submit(short_job(2));
  course_test::observe("accepted", accepted, accepted_later);
}

}  // namespace
