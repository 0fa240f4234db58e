#include "judge/testing.hpp"

namespace {

using List = Value::List;

constexpr ExploreOptions no_memory{.faults = fault_mapping};
constexpr ExploreOptions killed{.faults = fault_killed};
constexpr ExploreOptions woken{.faults = fault_spurious_wakeup};

// What the scenarios observe of an item that is no longer whole.
constexpr std::string_view gets =
    "what the consumer gets (100: an item that nobody put)";
constexpr std::string_view two =
    "what the two consumers get (100: an item that nobody put)";
constexpr std::string_view afterwards =
    "what is got afterwards (100: an item that nobody put)";

}  // namespace

TEST_SUITE("08-shared-memory/shared_queue") {
  TEST_CASE("first in, first out, also beyond the end of the ring") {
    auto runs = explore("one process");
    CHECK(runs.only("numbers", "the items in order",
                    {{List{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}}));
    CHECK(runs.only("others", "how many of the next 286 are others", {{0}}));
    CHECK(runs.only("sizes", "the sizes at times, at the end, of another one",
                    {{List{0, 3, 3, 3}, 0, 0}}));
  }

  TEST_CASE("a consumer waits for an item") {
    auto runs = explore("a consumer waits", {}, woken);
    CHECK(runs.only("got", gets, {{5}}));
  }

  TEST_CASE("a producer waits for room") {
    auto runs = explore("a producer waits", {}, woken);
    CHECK(runs.only("got", gets, {{1, 2, 3}}));
  }

  TEST_CASE("two consumers wait, and both get an item") {
    auto runs = explore("two consumers wait");
    CHECK(runs.only("got", two, {{1, 2}, {2, 1}}));
  }

  TEST_CASE("two producers and two consumers at capacity 1") {
    auto runs = explore("two producers and two consumers");
    CHECK(runs.only("got", two, {{1, 2}, {2, 1}}));
    CHECK(runs.only("size", "the size afterwards", {{0}}));
  }

  TEST_CASE("the size is one that the queue has") {
    auto runs = explore("somebody looks at the size");
    CHECK(runs.only("size", "the size", {{0}, {1}}));
    CHECK(runs.only("got", gets, {{12}}));
  }

  TEST_CASE("who waits sleeps") {
    auto runs = explore("who waits sleeps");
    CHECK(runs.only("got", gets, {{1}}));
  }

  TEST_CASE("get_for gives up in time") {
    for (const ExploreOptions& options : {ExploreOptions{}, woken}) {
      auto runs = explore("nothing comes", {}, options);
      CHECK(runs.only("got, time", "what it gets, and after how many ms",
                      {{0, 30}}));
      CHECK(runs.only("at once", "with a time-out of 0, and after how many ms",
                      {{0, 0}}));
    }
    auto long_ones = explore("nothing comes into the next second");
    CHECK(long_ones.only("got, time", "what it gets, and after how many ms",
                         {{0, 30}}));
    CHECK(long_ones.only("a second",
                         "with a time-out of 1010, and after how many ms",
                         {{0, 1010}}));
  }

  TEST_CASE("get_for gets what comes in time") {
    auto runs = explore("an item comes", {{"when", 20}});
    CHECK(runs.only("got, time", "what it gets, and after how many ms",
                    {{7, 20}}));
    auto late = explore("an item comes", {{"when", 30}});
    CHECK(late.only("got, time", "what it or the next one gets, after how long",
                    {{7, 30}}));
    auto there = explore("it is there, and another one looks, too");
    CHECK(there.only("got", "what it gets with a time-out of 0", {{1}}));
  }

  TEST_CASE("a child that destroys its copy harms nobody") {
    auto runs = explore("a child destroys its own");
    CHECK(runs.only("got", "the sum of the items, and the size afterwards",
                    {{3, 0}}));
  }

  TEST_CASE("if there is no memory, it says so") {
    auto runs = explore("there may be no memory", {}, no_memory);
    CHECK(runs.only("size", "the size", {{0}, {"std::system_error"}}));
  }

  TEST_CASE("killed in put, the item is there or it is not") {
    auto runs = explore("killed in put", {}, killed);
    CHECK(runs.only("got", afterwards, {{1, 3}, {2, 3}}));
    CHECK(runs.only("lost", "whether an item that was put is lost", {{false}}));
    auto waiting = explore("killed in put while a consumer waits", {}, killed);
    CHECK(waiting.only("got", "what two get afterwards, and the size",
                       {{1, 2, 0}, {2, 0, 0}}));
  }

  TEST_CASE("killed in get, the item is there or it is not") {
    auto runs = explore("killed in get while a producer waits", {}, killed);
    CHECK(runs.only("got", afterwards, {{List{1, 2, 3}}, {List{2, 3}}}));
    CHECK(runs.only("twice", "whether an item comes twice", {{false}}));
  }

  TEST_CASE("killed before it tells that there is an item") {
    auto runs = explore("killed in put while two consumers wait", {}, killed);
    CHECK(runs.only("got", two, {{1, 2}, {2, 3}}));
  }

  TEST_CASE("killed before it tells that there is room") {
    auto runs = explore("killed in get while two producers wait", {}, killed);
    CHECK(runs.only("got", afterwards, {{List{1, 2, 3, 3}}, {List{2, 3, 3}}}));
  }
}
