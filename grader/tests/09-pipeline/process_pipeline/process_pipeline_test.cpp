#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions one_order{.orders = 1};
constexpr ExploreOptions some_orders{.orders = 1'000};
constexpr ExploreOptions no_process{.faults = fault_fork, .orders = 1'000};
constexpr ExploreOptions killed{.faults = fault_killed, .orders = 1'000};
constexpr ExploreOptions interrupted{.faults = fault_interrupt, .orders = 500};
constexpr ExploreOptions rough{
    .faults = fault_interrupt | fault_short_read | fault_short_write,
    .orders = 1'000};

constexpr std::string_view other = "the exit code of the caller's other child";

using List = Value::List;

// An observation whose only value is a list.
Values one(List list) { return Values{Value(std::move(list))}; }

const Values refused{"std::runtime_error"};

enum Mishap { is_killed, throws, ends_early, throws_a_number };

// The caller goes on in one process only.
bool one_caller(const Outcome& o) {
  int back = 0;
  for (const auto& e : o.history()) back += e.key == "process_pipeline is back";
  return back == 1;
}

// Item by item the same processes, as many as there are steps, and none of them
// the caller's.
bool a_process_for_each_step(const Outcome& o, std::int64_t steps) {
  const List& output = o["output"].at(0).list();
  std::set<std::vector<std::int64_t>> lines;
  for (const Value& v : output) {
    std::vector<std::int64_t> processes;
    for (std::int64_t rest = v.integer(); rest >= 100; rest /= 100)
      processes.push_back(rest % 100);
    lines.insert(processes);
  }
  if (lines.size() != 1) return false;
  const auto& line = *lines.begin();
  const std::set<std::int64_t> different(line.begin(), line.end());
  return line.size() == static_cast<std::size_t>(steps) &&
         different.size() == line.size() && !different.contains(1);
}

// The inputs of the outputs.
std::vector<std::int64_t> items_of(const Outcome& o) {
  std::vector<std::int64_t> items;
  for (const Value& v : o["output"].at(0).list()) {
    std::int64_t item = v.integer();
    while (item >= 100) item /= 100;
    items.push_back(item);
  }
  return items;
}

std::vector<std::int64_t> first(std::int64_t count) {
  std::vector<std::int64_t> items;
  for (std::int64_t i = 1; i <= count; ++i) items.push_back(i);
  return items;
}

}  // namespace

TEST_SUITE("09-pipeline/process_pipeline") {
  TEST_CASE("one step is a process") {
    auto runs = explore("some items, some steps", {{"steps", 1}, {"items", 2}},
                        some_orders);
    CHECK(runs.every("one process goes on behind the call", one_caller));
    CHECK(runs.every(
        "the step is done in one process, which is not the "
        "caller's",
        [](const Outcome& o) { return a_process_for_each_step(o, 1); }));
    CHECK(runs.every("the outputs are as many as the inputs, in their order",
                     [](const Outcome& o) { return items_of(o) == first(2); }));
  }

  TEST_CASE("no steps change nothing") {
    auto runs = explore("no steps");
    CHECK(runs.only("output", "the outputs for 3, 1 and 2 without a step",
                    {one(List{3, 1, 2})}));
  }

  TEST_CASE("two steps are two processes") {
    auto runs = explore("some items, some steps", {{"steps", 2}, {"items", 2}},
                        some_orders);
    CHECK(runs.every(
        "each step is done in a process of its own",
        [](const Outcome& o) { return a_process_for_each_step(o, 2); }));
    CHECK(runs.every("the outputs are as many as the inputs, in their order",
                     [](const Outcome& o) { return items_of(o) == first(2); }));
  }

  TEST_CASE("five items go through four steps") {
    auto runs = explore("some items, some steps", {{"steps", 4}, {"items", 5}},
                        {.orders = 200});
    CHECK(runs.every(
        "each step is done in a process of its own",
        [](const Outcome& o) { return a_process_for_each_step(o, 4); }));
    CHECK(runs.every("the outputs are as many as the inputs, in their order",
                     [](const Outcome& o) { return items_of(o) == first(5); }));
  }

  TEST_CASE("any number is an item") {
    auto runs = explore("items of all kinds", {}, some_orders);
    CHECK(runs.only("output",
                    "the outputs for 0, -1 and the smallest and the largest "
                    "number, which the step leaves as they are",
                    {one(List{0, -1, INT64_MIN, INT64_MAX})}));
  }

  TEST_CASE("no inputs, no outputs") {
    auto runs = explore("no inputs", {}, some_orders);
    CHECK(runs.only("output", "the outputs", {one(List{})}));
  }

  TEST_CASE("a step remembers, and the caller does not") {
    auto runs = explore("a step remembers", {}, some_orders);
    CHECK(runs.only("output",
                    "the outputs for 1 and 2 of a step that adds up in a "
                    "variable",
                    {one(List{1, 3})}));
    CHECK(runs.only("sum", "the caller's variable", {{0}}));
  }

  TEST_CASE("an item is in a step while the next is in the one before") {
    auto runs = explore("two steps meet", {},
                        {.orders = 1'000,
                         .meeting = "the first step works on the second item "
                                    "while the second step works on the "
                                    "first"});
    CHECK(runs.only("output", "the outputs", {one(List{1, 2})}));
  }

  TEST_CASE("more items than the pipes hold") {
    // Two pipes hold 512 numbers each.
    auto runs = explore("more items than the pipes hold", {{"items", 1'100}},
                        one_order);
    CHECK(runs.only("number of outputs",
                    "the number of outputs for 1,100 inputs", {{1'100}}));
    CHECK(runs.every(
        "the outputs are the inputs, in their order",
        [](const Outcome& o) { return o.boolean("as they went in"); }));
  }

  TEST_CASE("reads and writes may be short, and interrupted") {
    auto runs =
        explore("calls are interrupted, reads and writes short", {}, rough);
    CHECK(runs.only("output", "the output for a number of eight bytes",
                    {one(List{0x0102030405060708})}));
  }

  TEST_CASE("a step that takes long is waited for") {
    auto runs = explore("a step takes long", {{"gone", 0}}, interrupted);
    CHECK(runs.only("output", "the outputs", {one(List{1, 2})}));
  }

  TEST_CASE("a step that is killed is an error") {
    for (const int step : {1, 2})
      for (const int item : {1, 2}) {
        auto runs =
            explore("a step fails",
                    {{"mishap", is_killed}, {"step", step}, {"item", item}},
                    some_orders);
        CHECK(runs.only("output", "what comes of a step that is killed",
                        {refused}));
      }
  }

  TEST_CASE("a step that throws is an error") {
    for (const int step : {1, 2}) {
      auto runs = explore("a step fails",
                          {{"mishap", throws}, {"step", step}, {"item", 1}},
                          some_orders);
      CHECK(runs.only("output", "what comes of a step that throws", {refused}));
      CHECK(runs.every("one process goes on behind the call", one_caller));
    }
  }

  TEST_CASE("a step may throw anything") {
    auto runs = explore("a step fails",
                        {{"mishap", throws_a_number}, {"step", 1}, {"item", 1}},
                        some_orders);
    CHECK(runs.only("output", "what comes of a step that throws", {refused}));
  }

  TEST_CASE("a step that ends early is an error") {
    for (const int step : {1, 2}) {
      auto runs = explore("a step fails",
                          {{"mishap", ends_early}, {"step", step}, {"item", 2}},
                          some_orders);
      CHECK(runs.only("output",
                      "what comes of a step that ends early, with exit code 0",
                      {refused}));
    }
  }

  TEST_CASE("a step that fails stops those before it") {
    for (const int step : {1, 2}) {
      auto runs = explore(
          "a step fails, and much is still to be done",
          {{"mishap", is_killed}, {"step", step}, {"items", 1'700}}, one_order);
      CHECK(runs.only("output", "what comes of a step that is killed",
                      {refused}));
    }
  }

  TEST_CASE("a step that is killed behind its last item is an error") {
    for (const int step : {1, 2}) {
      auto runs = explore("a step may be killed behind its last item",
                          {{"step", step}}, killed);
      CHECK(runs.every(
          "without a step that is killed, the outputs come back; "
          "with one, std::runtime_error",
          [](const Outcome& o) {
            return o["output"] ==
                   (o.integer("killed") == 0 ? one(List{1, 2}) : refused);
          }));
    }
  }

  TEST_CASE("a step is waited for when the next one has failed") {
    auto runs = explore("a step takes long", {{"gone", 1}}, interrupted);
    CHECK(
        runs.only("output", "what comes of a step that ends early", {refused}));
  }

  TEST_CASE("if there is no process, it says so") {
    auto runs = explore("there may be no process", {}, no_process);
    CHECK(runs.only("output", "the outputs for 1, if processes can be made",
                    {one(List{1}), refused}));
    CHECK(runs.only("the other child", other, {{3}}));
  }

  TEST_CASE("the caller's child, handler and mask are its own") {
    for (const int mishap : {is_killed, ends_early}) {
      auto runs = explore("the caller has things of its own",
                          {{"mishap", mishap}}, some_orders);
      CHECK(runs.only("output", "what comes of a step that fails", {refused}));
      CHECK(runs.only(
          "handled", "how often the caller's handler for SIGPIPE runs", {{0}}));
      CHECK(
          runs.every("the caller's handlers and mask are as before",
                     [](const Outcome& o) { return o.boolean("as before"); }));
      CHECK(runs.only("the other child", other, {{3}}));
    }
  }
}
