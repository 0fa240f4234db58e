#include <climits>
#include <utility>

#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions spurious{.faults = fault_spurious_wakeup};

using List = Value::List;

// An observation whose only value is a list.
Values one(List list) { return Values{Value(std::move(list))}; }

}  // namespace

TEST_SUITE("09-pipeline/run_pipeline") {
  TEST_CASE("one step has a thread and works on five items") {
    auto runs = explore("one step", {}, spurious);
    CHECK(runs.only("output", "the outputs, ten times 1, 2, 3, 4 and 5",
                    {one(List{10, 20, 30, 40, 50})}));
    CHECK(runs.only("threads",
                    "the number of threads that are started for one step, and "
                    "of threads that work on items",
                    {{1, 1}}));
  }

  TEST_CASE("no steps change nothing") {
    auto runs = explore("no steps");
    CHECK(runs.only("output", "the outputs for 3, 1 and 2 without a step",
                    {one(List{3, 1, 2})}));
  }

  TEST_CASE("no inputs, no outputs") {
    auto runs = explore("no inputs");
    CHECK(runs.only("output", "the outputs", {one(List{})}));
  }

  TEST_CASE("three items go through three steps") {
    auto runs = explore("three items, three steps");
    CHECK(runs.only("output",
                    "the outputs for 1, 2 and 3, where each step appends its "
                    "own number",
                    {one(List{1123, 2123, 3123})}));
    CHECK(runs.only("items", "the items that the three steps work on",
                    {{Value(List{1, 2, 3}), Value(List{11, 21, 31}),
                      Value(List{112, 212, 312})}}));
    CHECK(runs.only("threads",
                    "the number of threads that are started, of threads that "
                    "work on items, and of those that work for more than one "
                    "step",
                    {{3, 3, 0}}));
  }

  TEST_CASE("any int is an item") {
    auto runs = explore("items of all kinds", {}, spurious);
    CHECK(runs.only("output",
                    "the outputs for 0, -1, INT_MIN and INT_MAX, which both "
                    "steps leave as they are",
                    {one(List{0, -1, INT_MIN, INT_MAX})}));
  }

  TEST_CASE("an item is in a step while the next is in the one before") {
    auto runs = explore("two steps meet", {},
                        {.meeting = "the first step works on the second item "
                                    "while the second step works on the "
                                    "first"});
    CHECK(runs.only("output", "the outputs", {one(List{1, 2})}));
  }

  TEST_CASE("steps of 2, 5 and 1 ms have three items done after 18 ms") {
    auto runs = explore("three items, steps of 2, 5 and 1 ms");
    CHECK(runs.only("output", "the outputs", {one(List{1, 2, 3})}));
    CHECK(runs.only("time", "the milliseconds that it takes", {{18}}));
  }

  TEST_CASE("three items can wait between two steps, and no more") {
    auto runs = explore("the second step takes an hour for its first item",
                        {{"capacity", 3}});
    // Who looks for a place first does not begin the item that it could not
    // hand on.
    CHECK(runs.only(
        "begun, finished",
        "how many items the first step has begun and finished while the second "
        "one is busy with the first item: that one, the 3 that wait, and at "
        "most one that cannot be handed on",
        {{4, 4}, {5, 5}}));
    CHECK(runs.only("number of outputs", "the number of outputs for 6 inputs",
                    {{6}}));
  }

  TEST_CASE("on return all threads have ended") {
    auto runs = explore("threads end");
    CHECK(runs.only("ended",
                    "how many of two threads have ended when run_pipeline "
                    "returns",
                    {{2}}));
  }

  TEST_CASE("two calls at the same time have nothing in common") {
    auto runs = explore("two calls at the same time", {}, {.orders = 3'000});
    CHECK(runs.only("output",
                    "the outputs of two calls at the same time, for 1 and for "
                    "2, a hundred times each",
                    {{Value(List{100}), Value(List{200})}}));
  }
}
