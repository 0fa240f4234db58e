// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "thread_pool.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <atomic>
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

using Count = std::atomic<int>;

// A job says so when it runs: only a worker may be the one to do that. The
// counts are atomic, so that one which is read too early is a result.
void run(Count& ended) {
  course_test::event("a job runs", course_test::thread_number());
  ++ended;
}

// Time moves on when nobody can run: until then everybody else waits for
// something.
void run_for_an_hour(Count& ended) {
  sleep_for(hours(1));
  run(ended);
}

COURSE_SCENARIO("three jobs, one worker") {
  Count ran{0};
  course_test::name(ran, "ran");
  bool accepted = true;
  {
    ThreadPool pool(1);
    course_test::name(pool, "pool");
    const int made = course_test::threads_made();
    for (int job : {1, 2, 3})
      accepted &= pool.submit([&ran, job] {
        course_test::event("a job runs", course_test::thread_number());
        ran = 10 * ran + job;
      });
    course_test::observe("threads", made, course_test::threads_made());
  }
  course_test::observe("ran", ran.load());
  course_test::observe("accepted", accepted);
}

COURSE_SCENARIO("two workers have nothing to do for an hour") {
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  sleep_for(hours(1));
  course_test::observe("threads", course_test::threads_made());
}

// The pool goes when the jobs have met: a shutdown would wake everybody.
COURSE_SCENARIO("two jobs meet") {
  std::latch met(2);
  course_test::name(met, "met");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  sleep_for(hours(1));
  for (int i = 0; i < 2; ++i) pool.submit([&] { met.arrive_and_wait(); });
  met.wait();
}

// More than the machine has processors.
COURSE_SCENARIO("five jobs meet") {
  std::latch met(5);
  course_test::name(met, "met");
  ThreadPool pool(5);
  course_test::name(pool, "pool");
  for (int i = 0; i < 5; ++i) pool.submit([&] { met.arrive_and_wait(); });
}

// The only worker is busy meanwhile.
COURSE_SCENARIO("twenty jobs are submitted in an hour") {
  int accepted = 0, run = 0;
  {
    ThreadPool pool(1);
    course_test::name(pool, "pool");
    pool.submit([] { sleep_for(hours(1)); });
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i) accepted += pool.submit([&] { ++run; });
    const auto time = std::chrono::steady_clock::now() - start;
    course_test::observe("accepted, hours", accepted,
                         std::chrono::duration_cast<hours>(time).count());
  }
  course_test::observe("run", run);
}

COURSE_SCENARIO("the first job waits for the third") {
  std::latch third_runs(1);
  course_test::name(third_runs, "third_runs");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  pool.submit([&] { third_runs.wait(); });
  pool.submit([] {});
  pool.submit([&] { third_runs.count_down(); });
  third_runs.wait();
}

COURSE_SCENARIO("jobs of an hour, one after the other") {
  Count ended{0};
  course_test::name(ended, "ended");
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.wait_idle();
  pool.submit([&] { run_for_an_hour(ended); });
  pool.wait_idle();
  const int first = ended;
  pool.submit([&] { run_for_an_hour(ended); });
  pool.wait_idle();
  const int second = ended;
  course_test::observe("ended", first, second);
}

COURSE_SCENARIO("a job meets the one that it submits") {
  Count ended{0};
  std::latch met(2);
  course_test::name(ended, "ended");
  course_test::name(met, "met");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  const auto meet = [&] {
    met.arrive_and_wait();
    ++ended;
  };
  pool.submit([&] {
    pool.submit(meet);
    meet();
  });
  pool.wait_idle();
  course_test::observe("ended", ended.load());
}

COURSE_SCENARIO("two threads submit a job each and wait") {
  Count a_ended{0}, b_ended{0};
  int a_saw = 0, b_saw = 0;
  course_test::name(a_ended, "a_ended");
  course_test::name(b_ended, "b_ended");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  const auto submit_and_wait = [&](Count& ended, int& saw) {
    pool.submit([&] { run_for_an_hour(ended); });
    pool.wait_idle();
    saw = ended;
  };
  course_test::Thread b([&] { submit_and_wait(b_ended, b_saw); });
  submit_and_wait(a_ended, a_saw);
  b.join();
  course_test::observe("ended", a_saw, b_saw);
}

// Counts when it goes.
struct Captured {
  explicit Captured(Count& gone) : gone(gone) {}
  ~Captured() { ++gone; }
  Count& gone;
};

COURSE_SCENARIO("a job has captured something") {
  const bool throws = course_test::input("throws") != 0;
  Count gone{0};
  course_test::name(gone, "gone");
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.submit([throws, captured = std::make_shared<Captured>(gone)] {
    if (throws) throw 1;
  });
  pool.wait_idle();
  course_test::observe("gone", gone.load());
}

COURSE_SCENARIO("jobs throw, one worker") {
  Count ended{0};
  course_test::name(ended, "ended");
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.submit([] { throw 1; });
  pool.submit([] { throw course_test::Injected(); });
  pool.submit([&] { ++ended; });
  pool.wait_idle();
  course_test::observe("ended", ended.load());
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
  Count ended{0};
  course_test::name(ended, "ended");
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  for (int i = 0; i < 2; ++i) pool.submit([&] { ++ended; });
  pool.shutdown();
  const int at_shutdown = ended;
  const bool accepted = pool.submit([&] { ++ended; });
  // It would wait for ever for a job that nobody runs any more.
  if (!accepted) pool.wait_idle();
  pool.shutdown();
  course_test::observe("ended", at_shutdown, ended.load());
  course_test::observe("after shutdown", accepted, pool.failed());
}

COURSE_SCENARIO("a job submits during shutdown") {
  bool accepted = true;
  Count late_jobs{0};
  course_test::name(late_jobs, "late_jobs");
  {
    ThreadPool pool(1);
    course_test::name(pool, "pool");
    pool.submit([&] {
      sleep_for(hours(1));
      accepted = pool.submit([&] { ++late_jobs; });
    });
    pool.shutdown();
  }
  course_test::observe("accepted, late jobs", accepted, late_jobs.load());
}

COURSE_SCENARIO("submit and shutdown") {
  Count ended{0};
  bool accepted = false;
  course_test::name(ended, "ended");
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  course_test::Thread submitter(
      [&] { accepted = pool.submit([&] { ++ended; }); });
  pool.shutdown();
  const int at_shutdown = ended;
  submitter.join();
  course_test::observe("accepted, ended", accepted, at_shutdown, ended.load());
}

// Counts when the thread that has made it is gone: it is one of the last things
// that a thread does to destroy its thread_local objects.
struct Farewell {
  ~Farewell() { ++*ended; }
  Count* ended;
};

COURSE_SCENARIO("two shut down") {
  Count workers_ended{0};
  int a_saw = 0, b_saw = 0;
  course_test::name(workers_ended, "workers_ended");
  ThreadPool pool(2);
  course_test::name(pool, "pool");
  // While one worker sleeps the other one can run: each of them has a job.
  for (int i = 0; i < 2; ++i)
    pool.submit([&] {
      thread_local Farewell farewell{&workers_ended};
      (void)farewell;
      sleep_for(hours(1));
    });
  course_test::Thread b([&] {
    pool.shutdown();
    b_saw = workers_ended;
  });
  pool.shutdown();
  a_saw = workers_ended;
  b.join();
  course_test::observe("workers ended", a_saw, b_saw);
}

// Plain memory that the jobs write and the others read: what waits without
// ordering the two is a data race.
COURSE_SCENARIO("one waits, another one shuts down") {
  int written = 0, waiter_saw = 0;
  course_test::name(written, "written");
  ThreadPool pool(1);
  course_test::name(pool, "pool");
  pool.submit([&] {
    sleep_for(hours(1));
    ++written;
  });
  pool.submit([&] { ++written; });
  course_test::Thread waiter([&] {
    pool.wait_idle();
    waiter_saw = written;
  });
  pool.shutdown();
  const int seen = written;
  waiter.join();
  course_test::observe("written", seen, waiter_saw);
}

COURSE_SCENARIO("a job of one pool waits for another pool") {
  Count ended{0};
  bool accepted = false;
  int seen = 0;
  course_test::name(ended, "ended");
  ThreadPool pool(1), other(1);
  course_test::name(pool, "pool");
  course_test::name(other, "other");
  pool.submit([&] {
    accepted = other.submit([&] { ++ended; });
    other.wait_idle();
    seen = ended;
  });
  pool.shutdown();
  const bool accepted_later = other.submit([&] { ++ended; });
  other.wait_idle();
  course_test::observe("accepted", accepted, accepted_later);
  course_test::observe("ended", seen, ended.load());
}

}  // namespace
