#include "judge/testing.hpp"

namespace {

using List = Value::List;

// An observation whose only value is a list.
Values one(List list) { return Values{Value(std::move(list))}; }

// What numbers and threads lead to: how many threads there are, the numbers
// tested in ascending order, and the results.
void check_shared_out(int numbers, int threads, int made, const List& tested,
                      const List& results) {
  auto runs = explore("numbers are shared out",
                      {{"numbers", numbers}, {"threads", threads}});
  CHECK(
      runs.only("threads", "the number of threads that are started", {{made}}));
  CHECK(runs.only("tested", "the numbers tested, the smallest first",
                  {one(tested)}));
  CHECK(runs.only("threads that test",
                  "the number of threads that test at least one number",
                  {{made}}));
  CHECK(runs.only("results", "the results, in the order of the numbers",
                  {one(results)}));
}

}  // namespace

TEST_SUITE("01-threads/test_all") {
  TEST_CASE("one thread tests three numbers") {
    auto runs = explore("one thread");
    CHECK(
        runs.only("threads", "the number of threads that are started", {{1}}));
    CHECK(runs.every("the caller tests no number itself", [](const Outcome& o) {
      return !o.boolean("by the caller");
    }));
    CHECK(runs.only("results",
                    "the results for 18446744073709551557, which is the "
                    "largest prime below 2^64, 4 and 3",
                    {one(List{true, false, true})}));
  }

  TEST_CASE("no numbers need no threads") {
    auto runs = explore("no numbers");
    CHECK(
        runs.only("threads", "the number of threads that are started", {{0}}));
    CHECK(runs.only("results", "the results", {one(List{})}));
  }

  TEST_CASE("four numbers are shared out to two threads") {
    check_shared_out(4, 2, 2, {4, 7, 7, 9}, {true, false, false, true});
  }

  TEST_CASE("five numbers are shared out to two threads") {
    check_shared_out(5, 2, 2, {2, 4, 7, 7, 9},
                     {true, false, false, true, true});
  }

  TEST_CASE("seven numbers are shared out to three threads") {
    check_shared_out(7, 3, 3, {2, 4, 4, 5, 7, 7, 9},
                     {true, false, false, true, true, false, true});
  }

  TEST_CASE("five numbers are shared out to four threads") {
    check_shared_out(5, 4, 4, {2, 4, 7, 7, 9},
                     {true, false, false, true, true});
  }

  TEST_CASE("two numbers need two of four threads") {
    check_shared_out(2, 4, 2, {4, 7}, {true, false});
  }

  TEST_CASE("three threads are inside is_prime at the same time") {
    auto runs = explore("the tests wait for each other", {{"threads", 3}},
                        {.meeting = "three threads are inside is_prime at the "
                                    "same time"});
    CHECK(runs.only("results", "the results for three times 7",
                    {one(List{true, true, true})}));
  }

  TEST_CASE("five threads are inside is_prime at the same time") {
    auto runs = explore("the tests wait for each other", {{"threads", 5}},
                        {.meeting = "five threads are inside is_prime at the "
                                    "same time, on a machine with four "
                                    "processors"});
    CHECK(runs.only("results", "the results for five times 7",
                    {one(List{true, true, true, true, true})}));
  }

  TEST_CASE("on return all threads have ended") {
    auto runs = explore("tests of an hour and of a moment");
    CHECK(runs.every("test_all returns after both threads have ended",
                     [](const Outcome& o) {
                       int ended = 0;
                       for (const auto& event : o.history()) {
                         if (event.key == "test_all returns") break;
                         ended += event.key == "thread ends";
                       }
                       return ended == 2;
                     }));
    CHECK(runs.only("results", "the results for 4 and 5",
                    {one(List{false, true})}));
  }

  TEST_CASE("test_all works a second time") {
    auto runs = explore("two calls, one after the other");
    CHECK(runs.only(
        "results", "the results for 2, 4, 6 and for 4, 3",
        {{Value(List{true, false, false}), Value(List{false, true})}}));
  }

  TEST_CASE("two calls at the same time have nothing in common") {
    auto runs = explore("two calls at the same time");
    CHECK(runs.only("results",
                    "the results for 2, 4 and for 4, 3, asked for at the same "
                    "time",
                    {{Value(List{true, false}), Value(List{false, true})}}));
  }
}
