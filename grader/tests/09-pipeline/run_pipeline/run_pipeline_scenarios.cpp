// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "pipeline.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <array>
#include <atomic>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <thread>
#include <vector>

COURSE_SIGNATURE(
    "run_pipeline must be std::vector<int>(const std::vector<Step>&, const "
    "std::vector<int>&, std::size_t)",
    std::vector<int> (*)(const std::vector<std::function<int(int)>>&,
                         const std::vector<int>&, std::size_t),
    &course::run_pipeline);

namespace {

using course::run_pipeline;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::this_thread::sleep_for;
using Count = std::atomic<int>;

// Which thread has done what. Each thread writes a line of its own, so that the
// threads need not be ordered; read when they have ended.
class Log {
 public:
  void note(int step, int item) {
    Line& line = lines_.at(course_test::thread_number());
    if (line.size < line.calls.size()) line.calls[line.size++] = {step, item};
  }
  // What a step has worked on, thread by thread.
  std::vector<int> items(int step) const {
    std::vector<int> items;
    for (const Line& line : lines_)
      for (std::size_t i = 0; i < line.size; ++i)
        if (line.calls[i].step == step) items.push_back(line.calls[i].item);
    return items;
  }
  // How many threads have worked on anything, and how many on more than one
  // step.
  int threads() const {
    int n = 0;
    for (const Line& line : lines_) n += line.size > 0;
    return n;
  }
  int threads_of_several_steps() const {
    int n = 0;
    for (const Line& line : lines_)
      for (std::size_t i = 1; i < line.size; ++i)
        if (line.calls[i].step != line.calls[0].step) {
          ++n;
          break;
        }
    return n;
  }

 private:
  struct Call {
    int step, item;
  };
  struct Line {
    std::array<Call, 12> calls{};
    std::size_t size = 0;
  };
  std::array<Line, 16> lines_{};
};

// More items than a channel before the step, the step itself and a channel
// behind it could hold together.
COURSE_SCENARIO("one step") {
  Log log;
  const auto output = run_pipeline({[&](int item) {
                                     log.note(0, item);
                                     return 10 * item;
                                   }},
                                   {1, 2, 3, 4, 5}, 1);
  course_test::observe("threads", course_test::threads_made(), log.threads());
  course_test::observe("output", output);
}

COURSE_SCENARIO("no steps") {
  course_test::observe("output", run_pipeline({}, {3, 1, 2}, 1));
}

COURSE_SCENARIO("no inputs") {
  const auto step = [](int item) { return item; };
  course_test::observe("output", run_pipeline({step, step}, {}, 1));
}

COURSE_SCENARIO("three items, three steps") {
  Log log;
  std::vector<course::Step> steps;
  for (int step : {1, 2, 3})
    steps.push_back([&log, step](int item) {
      log.note(step, item);
      return 10 * item + step;
    });
  const auto output = run_pipeline(steps, {1, 2, 3}, 1);
  course_test::observe("output", output);
  course_test::observe("items", log.items(1), log.items(2), log.items(3));
  course_test::observe("threads", course_test::threads_made(), log.threads(),
                       log.threads_of_several_steps());
}

COURSE_SCENARIO("items of all kinds") {
  const auto step = [](int item) { return item; };
  const auto output = run_pipeline({step, step}, {0, -1, INT_MIN, INT_MAX}, 4);
  course_test::observe("output", output);
}

COURSE_SCENARIO("two steps meet") {
  std::latch both_working(2);
  course_test::name(both_working, "both_working");
  const auto output = run_pipeline({[&](int item) {
                                      if (item == 2)
                                        both_working.arrive_and_wait();
                                      return item;
                                    },
                                    [&](int item) {
                                      if (item == 1)
                                        both_working.arrive_and_wait();
                                      return item;
                                    }},
                                   {1, 2}, 2);
  course_test::observe("output", output);
}

// After an hour everybody waits who has to.
COURSE_SCENARIO("the second step takes an hour for its first item") {
  const auto capacity =
      static_cast<std::size_t>(course_test::input("capacity"));
  const std::vector<int> input(capacity + 3, 7);
  Count begun{0}, finished{0};
  course_test::name(begun, "begun");
  course_test::name(finished, "finished");
  bool first = true;
  const auto output =
      run_pipeline({[&](int item) {
                      ++begun;
                      // There is no operation between its return and what
                      // follows.
                      ++finished;
                      return item;
                    },
                    [&](int item) {
                      if (first) {
                        sleep_for(hours(1));
                        course_test::observe("begun, finished", begun.load(),
                                             finished.load());
                      }
                      first = false;
                      return item;
                    }},
                   input, capacity);
  course_test::observe("number of outputs", output.size());
}

COURSE_SCENARIO("three items, steps of 2, 5 and 1 ms") {
  std::vector<course::Step> steps;
  for (int ms : {2, 5, 1})
    steps.push_back([ms](int item) {
      sleep_for(milliseconds(ms));
      return item;
    });
  const auto begin = std::chrono::steady_clock::now();
  const auto output = run_pipeline(steps, {1, 2, 3}, 1);
  const auto end = std::chrono::steady_clock::now();
  course_test::observe("output", output);
  course_test::observe(
      "time", std::chrono::duration_cast<milliseconds>(end - begin).count());
}

// Counts when the thread that has made it is gone: it is one of the last things
// that a thread does to destroy its thread_local objects.
struct Farewell {
  ~Farewell() { ++*ended; }
  Count* ended;
};

COURSE_SCENARIO("threads end") {
  Count ended{0};
  course_test::name(ended, "ended");
  const auto step = [&](int item) {
    thread_local Farewell farewell{&ended};
    (void)farewell;
    return item;
  };
  const auto output = run_pipeline({step, step}, {1}, 1);
  course_test::observe("ended", ended.load());
  // What still runs finds everything that it uses alive.
  sleep_for(hours(1));
  course_test::observe("output", output);
}

COURSE_SCENARIO("two calls at the same time") {
  std::vector<int> first, second;
  const auto step = [](int item) { return 10 * item; };
  course_test::Thread other([&] {
    second = run_pipeline({step, step}, {2}, 1);
  });
  first = run_pipeline({step, step}, {1}, 1);
  other.join();
  course_test::observe("output", first, second);
}

}  // namespace
