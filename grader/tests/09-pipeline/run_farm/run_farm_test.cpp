#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "judge/testing.hpp"

namespace {

// Where the values matter, or another scenario tries nearly the same orders.
constexpr std::uint32_t fewer_orders = 1'500;

// One list, not several values.
Values outputs(Value::List list) { return Values(1, Value(std::move(list))); }

// How often the event with these values happens.
std::int64_t count(const Outcome& o, std::string_view key,
                   const Values& values) {
  const auto all = o.all(key);
  return std::count(all.begin(), all.end(), values);
}

bool is_end(std::string_view key) {
  return key == "run_farm returns" || key == "run_farm throws";
}

// All works, and the threads that did them, have ended when run_farm is left.
// The caller, task 1, may have done some itself.
bool all_ended(const Outcome& o) {
  std::set<int> working;
  bool left = false;
  for (const auto& e : o.history()) {
    if (left && e.task != 1) return false;
    if (e.key == "starts" && e.task != 1) working.insert(e.task);
    if (e.key == "thread ends") working.erase(e.task);
    if (is_end(e.key)) {
      if (!working.empty()) return false;
      left = true;
    }
  }
  return left;
}

// When item i starts in the first stage, the items 0 to i have entered, and
// all but `limit` of them have left. An item leaves when it ends in the last
// stage, or throws.
bool in_flight(const Outcome& o, std::int64_t last_stage, std::int64_t limit) {
  std::int64_t left = 0;
  for (const auto& e : o.history()) {
    left += e.key == "throws" ||
            (e.key == "ends" && e.values[0].integer() == last_stage);
    if (e.key == "starts" && e.values[0].integer() == 1 &&
        e.values[1].integer() + 1 - left > limit)
      return false;
  }
  return true;
}

// Every item goes through both stages once.
bool each_once(const Outcome& o, int items) {
  for (int item = 0; item < items; ++item)
    for (int stage : {1, 2})
      if (count(o, "starts", {stage, item}) != 1) return false;
  return o.all("starts").size() == 2 * static_cast<std::size_t>(items);
}

// Who has entered and has not thrown is through the last stage.
bool all_inside_finish(const Outcome& o, std::int64_t last_stage) {
  for (const auto& start : o.all("starts")) {
    const Value& item = start[1];
    if (count(o, "throws", {item}) == 0 &&
        count(o, "ends", {last_stage, item}) == 0)
      return false;
  }
  return true;
}

bool throws_the_lowest(const Outcome& o) {
  if (o.all("throws").empty()) return false;
  std::int64_t lowest = o.all("throws")[0][0].integer();
  for (const auto& item : o.all("throws"))
    lowest = std::min(lowest, item[0].integer());
  return count(o, "run_farm throws", {lowest}) == 1;
}

void check_all_ended(const course::judge::Runs& runs) {
  CHECK(runs.every("all threads have ended when run_farm returns or throws",
                   all_ended));
}

}  // namespace

TEST_SUITE("09-pipeline/run_farm") {
  TEST_CASE("no stages, and no inputs") {
    auto runs = explore("no stages, and no inputs");
    CHECK(runs.only("no stages", "the outputs of 3, 1 and 2 without a stage",
                    {outputs({3, 1, 2})}));
    CHECK(runs.only("no inputs", "the outputs of no inputs", {outputs({})}));
    CHECK(runs.only("neither", "the outputs of no inputs without a stage",
                    {outputs({})}));
  }

  TEST_CASE("any value goes through four stages") {
    auto runs = explore("special values", {}, {.orders = fewer_orders});
    CHECK(runs.only("outputs",
                    "the outputs of 0 and 0; the stages make -1 of 0, INT_MIN "
                    "of -1, 0 of INT_MIN, and 7 of 0",
                    {outputs({7, 7})}));
  }

  TEST_CASE("equal inputs are items of their own") {
    auto runs = explore("equal inputs");
    CHECK(runs.only("outputs",
                    "the outputs of 5, 5 and 5; the only stage adds 1, then 2, "
                    "then 3",
                    {outputs({6, 7, 8})}));
  }

  TEST_CASE("two workers, then one: the outputs come in order") {
    auto runs = explore("item 0 is slow");
    CHECK(runs.only("outputs",
                    "the outputs of 0, 10 and 20, to which each stage adds 1; "
                    "item 0 is slow in the first stage",
                    {outputs({2, 12, 22})}));
    CHECK(
        runs.every("items enter in order, and item 2 not before one has left "
                   "the last stage: max_in_flight is 2",
                   [](const Outcome& o) { return in_flight(o, 2, 2); }));
    CHECK(runs.every("every item goes through both stages once",
                     [](const Outcome& o) { return each_once(o, 3); }));
    CHECK(runs.every(
        "the work of a stage is called by as many threads as it has workers, "
        "or fewer (here two in the first stage, one in the last)",
        [](const Outcome& o) {
          std::map<std::int64_t, std::set<int>> threads;
          for (const auto& e : o.history())
            if (e.key == "starts")
              threads[e.values[0].integer()].insert(e.task);
          return threads[1].size() <= 2 && threads[2].size() <= 1;
        }));
    check_all_ended(runs);
  }

  TEST_CASE("one worker, then two: the outputs come in order") {
    auto runs = explore("two stages", {{"first workers", 1},
                                       {"last workers", 2},
                                       {"items", 2},
                                       {"in flight", 2}});
    CHECK(runs.only("outputs",
                    "the outputs of 0 and 10, to which each stage adds 1",
                    {outputs({2, 12})}));
    CHECK(runs.every("items 0 and 1 enter the line in this order",
                     [](const Outcome& o) {
                       std::int64_t next = 0;
                       for (const auto& start : o.all("starts"))
                         if (start[0] == Value(1) && start[1] != Value(next++))
                           return false;
                       return true;
                     }));
    check_all_ended(runs);
  }

  TEST_CASE("one item is in flight") {
    auto runs = explore("two stages",
                        {{"first workers", 2},
                         {"last workers", 1},
                         {"items", 2},
                         {"in flight", 1}},
                        {.orders = fewer_orders});
    CHECK(
        runs.every("with max_in_flight 1, item 1 enters when item 0 has left "
                   "the last stage",
                   [](const Outcome& o) { return in_flight(o, 2, 1); }));
    CHECK(runs.only("outputs",
                    "the outputs of 0 and 10, to which each stage adds 1",
                    {outputs({2, 12})}));
  }

  TEST_CASE("both workers of the first stage are inside at the same time") {
    auto runs = explore("two items meet in one stage", {{"stage", 1}},
                        {.orders = fewer_orders,
                         .meeting = "two items are in the only stage, which "
                                    "has two workers, at the same time"});
    CHECK(runs.only("outputs",
                    "the outputs of 0 and 10, to which the only stage adds 1",
                    {outputs({1, 11})}));
  }

  TEST_CASE("all five workers of a stage are inside at the same time") {
    auto runs = explore("five items meet in one stage", {},
                        {.orders = fewer_orders,
                         .meeting = "five items are in the only stage, which "
                                    "has five workers, at the same time, on a "
                                    "machine with four processors"});
    CHECK(runs.only("outputs", "the outputs, each input plus 1",
                    {outputs({1, 11, 21, 31, 41})}));
  }

  TEST_CASE("both workers of the last stage are inside at the same time") {
    auto runs = explore("two items meet in one stage", {{"stage", 2}},
                        {.orders = fewer_orders,
                         .meeting = "two items are in the last stage, which "
                                    "has two workers, at the same time"});
    CHECK(runs.only("outputs",
                    "the outputs of 0 and 10, to which each stage adds 1",
                    {outputs({2, 12})}));
  }

  TEST_CASE("two stages are inside at the same time") {
    auto runs = explore("two items meet in two stages", {},
                        {.meeting = "item 1 is in the first stage while item 0 "
                                    "is in the last one"});
    CHECK(runs.only("outputs",
                    "the outputs of 0 and 10, to which each stage adds 1",
                    {outputs({2, 12})}));
  }

  TEST_CASE("an item throws in the first stage") {
    auto runs = explore("item 0 throws", {{"stage", 1}});
    CHECK(runs.only("item of the exception",
                    "the item whose exception run_farm throws", {{0}}));
    CHECK(runs.every(
        "item 0 throws, and item 1 does not enter: max_in_flight is 1, and "
        "item 0 gives its place back when its exception is noted",
        [](const Outcome& o) {
          return count(o, "starts", {1, 1}) == 0;
        }));
    CHECK(runs.every("an item that throws skips the other stages",
                     [](const Outcome& o) {
                       return count(o, "starts", {2, 0}) == 0;
                     }));
    check_all_ended(runs);
  }

  TEST_CASE("an item throws in the last stage") {
    auto runs =
        explore("item 0 throws", {{"stage", 2}}, {.orders = fewer_orders});
    CHECK(runs.only("item of the exception",
                    "the item whose exception run_farm throws", {{0}}));
    CHECK(runs.every(
        "item 0 throws, and item 1 does not enter: max_in_flight is 1, and "
        "item 0 gives its place back when its exception is noted",
        [](const Outcome& o) {
          return count(o, "starts", {1, 1}) == 0;
        }));
    check_all_ended(runs);
  }

  TEST_CASE("two items throw") {
    auto runs = explore("both items throw", {}, {.orders = 4'000});
    CHECK(
        runs.every("run_farm throws the exception of the lowest item that "
                   "threw",
                   throws_the_lowest));
    check_all_ended(runs);
  }

  TEST_CASE("the lower of two items throws later") {
    auto runs =
        explore("item 1 throws after item 2", {}, {.orders = fewer_orders});
    CHECK(
        runs.every("run_farm throws the exception of the lowest item that "
                   "threw",
                   throws_the_lowest));
    CHECK(runs.every("item 0, which does not throw, goes through the stage",
                     [](const Outcome& o) {
                       return count(o, "ends", {1, 0}) == 1;
                     }));
    check_all_ended(runs);
  }

  TEST_CASE("who is in the line finishes, and nobody enters after an error") {
    auto runs = explore("item 0 throws, item 1 is slow");
    CHECK(runs.only("item of the exception",
                    "the item whose exception run_farm throws", {{0}}));
    CHECK(
        runs.every("item 2 does not enter: item 0 has thrown, and item 1 is in "
                   "the first stage for a while",
                   [](const Outcome& o) {
                     return count(o, "starts", {1, 2}) == 0;
                   }));
    CHECK(runs.every("item 1, once in the line, goes through both stages",
                     [](const Outcome& o) { return all_inside_finish(o, 2); }));
    check_all_ended(runs);
  }

  TEST_CASE("run_farm works again after an error") {
    auto runs =
        explore("two calls, the first throws", {}, {.orders = fewer_orders});
    CHECK(runs.only("item of the exception",
                    "the item whose exception the first call throws (-1: it "
                    "throws another one)",
                    {{0}}));
    CHECK(runs.only("outputs",
                    "the outputs of 0 and 10 of the second call, whose stage "
                    "adds 1",
                    {outputs({1, 11})}));
  }
}
