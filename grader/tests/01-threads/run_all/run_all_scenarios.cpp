// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "run_all.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <thread>
#include <vector>

COURSE_SIGNATURE(
    "run_all must be void(const std::vector<std::function<void()>>&)",
    void (*)(const std::vector<std::function<void()>>&), &course::run_all);

namespace {

using Tasks = std::vector<std::function<void()>>;

// Says so when the thread that has made it is gone: it is one of the last
// things that a thread does to destroy its thread_local objects.
struct Farewell {
  ~Farewell() {
    if (task == 0) return;
    course_test::let_others_run();
    course_test::event("thread ends", task);
  }
  int task = 0;
};

void end_task(int task) {
  thread_local Farewell farewell;
  farewell.task = task;
  // What a task does need not synchronise anything, so nobody could get in
  // between without this.
  course_test::let_others_run();
  course_test::event("task ends", task);
}

// What still runs when run_all has returned shows what it does, and finds
// everything that it uses alive.
void watch_what_still_runs() {
  std::this_thread::sleep_for(std::chrono::hours(24));
}

COURSE_SCENARIO("no tasks") {
  course::run_all({});
  course_test::observe("returned", true);
}

COURSE_SCENARIO("one task") {
  const Tasks tasks{[] {
    course_test::observe("in a new thread", course_test::thread_number() > 1);
    end_task(1);
  }};
  course::run_all(tasks);
  course_test::event("run_all returns");
  watch_what_still_runs();
}

COURSE_SCENARIO("three tasks say where they run") {
  Tasks tasks;
  for (int task : {1, 2, 3})
    tasks.push_back([task] {
      course_test::event("task runs", task, course_test::thread_number());
    });
  course::run_all(tasks);
  watch_what_still_runs();
}

COURSE_SCENARIO("three tasks say when they end") {
  const Tasks tasks{[] { end_task(1); }, [] { end_task(2); },
                    [] { end_task(3); }};
  course::run_all(tasks);
  course_test::event("run_all returns");
  watch_what_still_runs();
}

COURSE_SCENARIO("a task takes an hour") {
  const Tasks tasks{[] {
                      std::this_thread::sleep_for(std::chrono::hours(1));
                      end_task(1);
                    },
                    [] { end_task(2); }};
  course::run_all(tasks);
  course_test::event("run_all returns");
  watch_what_still_runs();
}

// Plain memory that the tasks write and the caller reads, so that a return that
// does not wait is a data race.
COURSE_SCENARIO("three tasks write what the caller reads") {
  std::array<int, 3> written{};
  Tasks tasks;
  for (std::size_t i = 0; i < written.size(); ++i)
    tasks.push_back([&written, i] { written[i] = 10 * static_cast<int>(i); });
  course::run_all(tasks);
  course_test::observe("written", written[0], written[1], written[2]);
}

COURSE_SCENARIO("tasks wait for each other") {
  const std::int64_t number = course_test::input("tasks");
  std::latch all_running(number);
  course_test::name(all_running, "all_running");
  const Tasks tasks(static_cast<std::size_t>(number),
                    [&] { all_running.arrive_and_wait(); });
  course::run_all(tasks);
  course_test::observe("returned", true);
}

COURSE_SCENARIO("a task calls run_all") {
  std::latch three_running(3);
  course_test::name(three_running, "three_running");
  const Tasks inner{[&] {
                      three_running.arrive_and_wait();
                      end_task(1);
                    },
                    [&] {
                      three_running.arrive_and_wait();
                      end_task(2);
                    }};
  const Tasks outer{[&] {
                      course::run_all(inner);
                      course_test::event("the inner run_all returns");
                    },
                    [&] {
                      three_running.arrive_and_wait();
                      end_task(3);
                    }};
  course::run_all(outer);
  course_test::event("run_all returns");
  watch_what_still_runs();
}

COURSE_SCENARIO("tasks of two calls wait for each other") {
  std::latch both_running(2);
  course_test::name(both_running, "both_running");
  const Tasks one{[&] {
    both_running.arrive_and_wait();
    end_task(1);
  }};
  const Tasks other{[&] {
    both_running.arrive_and_wait();
    end_task(2);
  }};
  course_test::Thread a([&] {
    course::run_all(one);
    course_test::event("run_all returns", 1);
  });
  course_test::Thread b([&] {
    course::run_all(other);
    course_test::event("run_all returns", 2);
  });
  a.join();
  b.join();
  watch_what_still_runs();
}

COURSE_SCENARIO("a task waits for another call to return") {
  std::latch returned(1);
  course_test::name(returned, "returned");
  const Tasks waits{[&] {
    returned.wait();
    end_task(1);
  }};
  const Tasks short_one{[] { end_task(2); }};
  course_test::Thread a([&] {
    course::run_all(waits);
    course_test::event("run_all returns", 1);
  });
  course_test::Thread b([&] {
    course::run_all(short_one);
    course_test::event("run_all returns", 2);
    returned.count_down();
  });
  a.join();
  b.join();
  watch_what_still_runs();
}

}  // namespace
