// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "farm.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

COURSE_SIGNATURE(
    "run_farm must be std::vector<int>(const std::vector<Stage>&, const "
    "std::vector<int>&, std::size_t)",
    std::vector<int> (*)(const std::vector<course::Stage>&,
                         const std::vector<int>&, std::size_t),
    &course::run_farm);
static_assert(
    std::is_same_v<decltype(course::Stage::work), std::function<int(int)>> &&
        std::is_same_v<decltype(course::Stage::workers), unsigned>,
    "Stage must have a std::function<int(int)> work and an unsigned workers");

namespace {

using course::Stage;
using Stages = std::vector<Stage>;

// What a work throws: no std::exception.
struct Failure {
  int item;
};
// And one that is a std::exception, and more than that.
struct StandardFailure : std::runtime_error {
  explicit StandardFailure(int i) : std::runtime_error("failure"), item(i) {}
  int item;
};

void fail(int item) {
  course_test::event("throws", item);
  throw Failure{item};
}

// Says so when the thread that has made it is gone.
struct Farewell {
  ~Farewell() {
    if (worked) course_test::event("thread ends");
  }
  bool worked = false;
};

// Item i begins as 10 * i, and every stage adds 1.
Stage stage(int number, std::int64_t workers,
            std::function<void(int)> inside = {}) {
  return {[number, inside](int value) {
            thread_local Farewell farewell;
            farewell.worked = true;
            const int item = value / 10;
            course_test::event("starts", number, item);
            if (inside) inside(item);
            course_test::event("ends", number, item);
            return value + 1;
          },
          static_cast<unsigned>(workers)};
}

void run(const Stages& stages, int items, std::size_t max_in_flight) {
  std::vector<int> input;
  for (int item = 0; item < items; ++item) input.push_back(10 * item);
  try {
    const std::vector<int> output =
        course::run_farm(stages, input, max_in_flight);
    course_test::event("run_farm returns");
    course_test::observe("outputs", output);
  } catch (const Failure& failure) {
    course_test::event("run_farm throws", failure.item);
    course_test::observe("item of the exception", failure.item);
  }
  // What still runs shows what it does, and finds the stages alive.
  std::this_thread::sleep_for(std::chrono::hours(24));
}

// Not longer: who looks for work in turns, with pauses, shall get by, too.
void take_time() { std::this_thread::sleep_for(std::chrono::milliseconds(10)); }

std::function<void(int)> slow_for(int slow_item) {
  return [slow_item](int item) {
    if (item == slow_item) take_time();
  };
}

COURSE_SCENARIO("no stages, and no inputs") {
  course_test::observe("no stages", course::run_farm({}, {3, 1, 2}, 2));
  course_test::observe("no inputs", course::run_farm({stage(1, 1)}, {}, 1));
  course_test::observe("neither", course::run_farm({}, {}, 1));
}

COURSE_SCENARIO("special values") {
  const Stages stages{{[](int v) { return v == 0 ? -1 : v; }, 1},
                      {[](int v) { return v == -1 ? INT_MIN : v; }, 1},
                      {[](int v) { return v == INT_MIN ? 0 : v; }, 1},
                      {[](int v) { return v == 0 ? 7 : v; }, 1}};
  course_test::observe("outputs", course::run_farm(stages, {0, 0}, 2));
}

// The only worker of the stage calls it.
COURSE_SCENARIO("equal inputs") {
  int calls = 0;
  const Stages stages{{[&](int v) { return v + ++calls; }, 1}};
  course_test::observe("outputs", course::run_farm(stages, {5, 5, 5}, 2));
}

COURSE_SCENARIO("two stages") {
  const auto first = course_test::input("first workers");
  const auto last = course_test::input("last workers");
  run({stage(1, first), stage(2, last)},
      static_cast<int>(course_test::input("items")),
      static_cast<std::size_t>(course_test::input("in flight")));
}

COURSE_SCENARIO("item 0 is slow") {
  run({stage(1, 2, slow_for(0)), stage(2, 1)}, 3, 2);
}

// More than the machine has processors.
COURSE_SCENARIO("five items meet in one stage") {
  std::latch all_inside(5);
  course_test::name(all_inside, "all_inside");
  run({stage(1, 5, [&](int) { all_inside.arrive_and_wait(); })}, 5, 5);
}

COURSE_SCENARIO("two items meet in one stage") {
  std::latch both_inside(2);
  course_test::name(both_inside, "both_inside");
  const auto meet = [&](int) { both_inside.arrive_and_wait(); };
  if (course_test::input("stage") == 1)
    run({stage(1, 2, meet)}, 2, 2);
  else
    run({stage(1, 1), stage(2, 2, meet)}, 2, 2);
}

// Item 1 in the first stage meets item 0 in the second.
COURSE_SCENARIO("two items meet in two stages") {
  std::latch both_inside(2);
  course_test::name(both_inside, "both_inside");
  const auto meets = [&](int meeting_item) {
    return [&both_inside, meeting_item](int item) {
      if (item == meeting_item) both_inside.arrive_and_wait();
    };
  };
  run({stage(1, 1, meets(1)), stage(2, 1, meets(0))}, 2, 2);
}

COURSE_SCENARIO("item 0 throws") {
  const auto throws = [](int item) {
    if (item == 0) fail(item);
  };
  if (course_test::input("stage") == 1)
    run({stage(1, 1, throws), stage(2, 1)}, 2, 1);
  else
    run({stage(1, 1), stage(2, 1, throws)}, 2, 1);
}

COURSE_SCENARIO("both items throw") {
  run({stage(1, 2,
             [](int item) {
               course_test::let_others_run();
               fail(item);
             })},
      2, 2);
}

COURSE_SCENARIO("item 1 throws after item 2") {
  run({stage(1, 2,
             [](int item) {
               if (item == 1) take_time();
               if (item > 0) fail(item);
             })},
      3, 2);
}

COURSE_SCENARIO("item 0 throws, item 1 is slow") {
  run({stage(1, 2,
             [](int item) {
               if (item == 0) fail(item);
               if (item == 1) take_time();
             }),
       stage(2, 1)},
      3, 2);
}

COURSE_SCENARIO("two calls, the first throws") {
  const Stages failing{
      {[](int value) -> int { throw StandardFailure(value / 10); }, 1}};
  try {
    course::run_farm(failing, {0, 10}, 1);
  } catch (const StandardFailure& failure) {
    course_test::observe("item of the exception", failure.item);
  } catch (const std::exception&) {
    course_test::observe("item of the exception", -1);
  }
  const Stages adding{{[](int value) { return value + 1; }, 1}};
  course_test::observe("outputs", course::run_farm(adding, {0, 10}, 2));
}

}  // namespace
