#include <algorithm>
#include <cstddef>
#include <map>

#include "judge/testing.hpp"
#include "protocol/mapping.hpp"

namespace {

using List = Value::List;

constexpr ExploreOptions spurious{.faults =
                                      course::protocol::fault_spurious_wakeup};

// An observation whose only value is a list.
Values one(List list) { return Values{Value(std::move(list))}; }

// How many threads are inside f at once, at most. A thread whose f has called
// map and runs another f meanwhile is one thread.
std::size_t threads_inside(const Outcome& o) {
  std::map<int, int> depth;
  std::size_t most = 0;
  for (const auto& e : o.history()) {
    if (e.key == "f begins") ++depth[e.task];
    if (e.key == "f ends" && --depth[e.task] == 0) depth.erase(e.task);
    most = std::max(most, depth.size());
  }
  return most;
}

void check_throws(int workers, int chunksize, int first, int second) {
  auto runs = explore("some calls throw", {{"workers", workers},
                                           {"chunksize", chunksize},
                                           {"throws at", first},
                                           {"also at", second}});
  CHECK(runs.only("exception",
                  "for which of the elements 0, 1, 2, 3 the exception was "
                  "thrown that arrives (-1: none)",
                  {{first}}));
  CHECK(runs.only("calls", "the elements for which f is called",
                  {one({0, 1, 2, 3})}));
  CHECK(runs.only("the next map", "what the next map of 5 gives", {one({25})}));
}

void check_nested(int workers) {
  auto runs = explore("f calls map", {{"workers", workers}});
  CHECK(runs.only("results",
                  "the results for 1 and 10, where f(x) maps x and x + 1 to "
                  "their squares and adds them up",
                  {one({5, 221})}));
  CHECK(runs.every(
      "f runs in at most `workers` threads at once", [&](const Outcome& o) {
        return threads_inside(o) <= static_cast<std::size_t>(workers);
      }));
}

}  // namespace

TEST_SUITE("06-pools/map_pool") {
  TEST_CASE("one worker does all chunks") {
    auto runs = explore("one worker");
    CHECK(runs.only("one by one", "the squares of 3, 1, 2", {one({9, 1, 4})}));
    CHECK(runs.only("nothing", "the results for no elements", {one({})}));
    CHECK(runs.only("chunks of two",
                    "the squares of 9, 8, 7, 6, 5 with a chunk size of 2",
                    {one({81, 64, 49, 36, 25})}));
    CHECK(runs.only("one chunk",
                    "the squares of 4, 10 with a chunk size of 100",
                    {one({16, 100})}));
    CHECK(runs.only("calls", "the elements for which f is called, in all",
                    {one({1, 2, 3, 4, 5, 6, 7, 8, 9, 10})}));
  }

  TEST_CASE("a pool that nobody uses ends") {
    explore("a pool that nobody uses");
  }

  TEST_CASE("elements and results need no default constructor") {
    auto runs = explore("types without a default constructor");
    CHECK(runs.only("results", "the results for 1, 2, 3 m at 3 ft each",
                    {one({3, 6, 9})}));
  }

  TEST_CASE("seven elements are done in chunks of three") {
    auto runs = explore("seven elements in chunks of three");
    CHECK(runs.only("results", "the squares of 0 to 6",
                    {one({0, 1, 4, 9, 16, 25, 36})}));
    CHECK(runs.only("calls", "the elements for which f is called",
                    {one({0, 1, 2, 3, 4, 5, 6})}));
    CHECK(runs.only("together",
                    "whether each of the chunks 0-2, 3-5 and 6 is done by one "
                    "thread",
                    {{true, true, true}}));
  }

  TEST_CASE("results can be of type bool") {
    auto runs = explore("yes or no");
    CHECK(runs.only("results", "whether 1, 2 are even", {one({false, true})}));
  }

  TEST_CASE("who is free takes the next chunk") {
    auto runs = explore("times of 40, 10, 10 and 10 ms");
    CHECK(runs.only("ms",
                    "how many milliseconds two workers need for elements of "
                    "40, 10, 10 and 10 ms",
                    {{40}}));
    CHECK(runs.only("results", "the results", {one({40, 10, 10, 10})}));
  }

  TEST_CASE("three workers run f at the same time") {
    auto runs =
        explore("three calls meet", {},
                {.meeting = "three workers are inside f at the same time"});
    CHECK(runs.only("results", "the squares of 1, 2, 3", {one({1, 4, 9})}));
  }

  TEST_CASE("five workers run f at the same time") {
    auto runs = explore("five calls meet", {},
                        {.meeting = "five workers are inside f at the same "
                                    "time, on a machine with four processors"});
    CHECK(runs.only("results", "the squares of 1 to 5",
                    {one({1, 4, 9, 16, 25})}));
  }

  TEST_CASE("f runs in no more threads than there are workers") {
    auto runs = explore("one worker, one caller", {}, spurious);
    CHECK(runs.every("f runs in one thread at a time in a pool of one worker",
                     [](const Outcome& o) { return threads_inside(o) <= 1; }));
    CHECK(runs.only("results", "the squares of 1, 2, 3", {one({1, 4, 9})}));
  }

  TEST_CASE("an exception of one worker keeps no element from being tried") {
    check_throws(1, 2, 0, 3);
    check_throws(1, 4, 1, 2);
  }

  TEST_CASE("of two exceptions that of the lowest index arrives") {
    check_throws(2, 2, 1, 2);
  }

  TEST_CASE("map throws when all calls have ended") {
    auto runs = explore("a call of an hour and one that throws", {}, spurious);
    CHECK(runs.every("map throws after the other call has ended",
                     [](const Outcome& o) {
                       return o.history().front().key == "call ends";
                     }));
    CHECK(runs.only("thrown", "whether the exception of the other call arrives",
                    {{true}}));
  }

  TEST_CASE("two callers share one worker") {
    auto runs = explore("one worker, two callers");
    CHECK(runs.every("f runs in one thread at a time in a pool of one worker",
                     [](const Outcome& o) { return threads_inside(o) <= 1; }));
    CHECK(runs.only("results", "the squares of 1, 2 and of 3",
                    {{Value(List{1, 4}), Value(List{9})}}));
  }

  TEST_CASE("the maps of two callers run at the same time") {
    auto runs = explore("two maps meet", {},
                        {.meeting = "two workers run f for two callers at the "
                                    "same time"});
    CHECK(runs.only("results", "the squares of 1 and of 3",
                    {{Value(List{1}), Value(List{9})}}));
  }

  TEST_CASE("f calls map in a pool of one worker") { check_nested(1); }
  TEST_CASE("f calls map in a pool of two workers") { check_nested(2); }

  TEST_CASE("f calls map of itself") {
    for (const int workers : {1, 2}) {
      auto runs = explore("fib calls map of fib", {{"workers", workers}});
      CHECK(runs.only("fib(3)", "the Fibonacci number of 3", {one({2})}));
    }
  }

  TEST_CASE("who is free helps with an inner map") {
    auto runs = explore("the calls of an inner map meet", {},
                        {.meeting = "two workers run the two calls of a map "
                                    "inside f at the same time"});
    CHECK(runs.only("results", "1 * 1 + 2 * 2", {one({5})}));
  }

  TEST_CASE("who waits for an inner map and has no chunk sleeps") {
    auto runs = explore("a call of an inner map takes an hour");
    CHECK(runs.only("results", "1 * 1 + 2 * 2", {one({5})}));
  }

  TEST_CASE("an exception of an inner map goes on to the outer one") {
    auto runs = explore("an inner map throws");
    CHECK(runs.only("exception",
                    "for which x the exception was thrown that arrives (-1: "
                    "none, -2: another one), where f(1) maps 10, 11 and f(2) "
                    "maps 20, 21, and 10 and 20 throw",
                    {{10}}));
    CHECK(runs.only("calls",
                    "the elements of the inner maps for which f is called",
                    {one({10, 11, 20, 21})}));
  }

  TEST_CASE("f calls map of another pool") {
    auto runs = explore("f calls map of another pool");
    CHECK(runs.every("f of a pool of one worker runs in one thread at a time",
                     [](const Outcome& o) { return threads_inside(o) <= 1; }));
    CHECK(runs.only("results", "1 * 1 + 2 * 2", {one({5})}));
  }
}
