#include "judge/testing.hpp"
#include "protocol/mapping.hpp"

namespace {

constexpr ExploreOptions spurious{.faults =
                                      course::protocol::fault_spurious_wakeup};
constexpr ExploreOptions early{.faults = course::protocol::fault_early_timeout};

constexpr int nothing = 0;  // what get_for got instead of an item
constexpr int an_hour = 3'600'000;

// How often the event happens before the first event `before`.
int count_before(const Outcome& o, std::string_view event,
                 std::string_view before) {
  int n = 0;
  for (const auto& e : o.history()) {
    if (e.key == before) break;
    n += e.key == event;
  }
  return n;
}

// True if at least n tasks are done when join returns for the n-th time.
bool nth_join_waits_for_n_tasks(const Outcome& o) {
  int done = 0, joins = 0;
  for (const auto& e : o.history()) {
    done += e.key == "task is done";
    joins += e.key == "join returns";
    if (joins > done) return false;
  }
  return true;
}

}  // namespace

TEST_SUITE("03-conditions/task_queue") {
  TEST_CASE("items come out in the order in which they went in") {
    auto runs = explore("one thread puts three items in and gets them");
    CHECK(runs.only("items", "the items that come out after 1, 2 and 3 went in",
                    {{1, 2, 3}}));
    CHECK(runs.only("sizes",
                    "the sizes of an emptied queue, of the same queue with two "
                    "new items, and of another queue, which nobody has used",
                    {{0, 2, 0}}));
  }

  TEST_CASE("a queue of two places takes two items without waiting") {
    auto runs = explore("one thread fills a queue of two places twice");
    CHECK(runs.only("items", "the items that come out after 1, 2 and 3 went in",
                    {{1, 2, 3}}));
  }

  TEST_CASE("a consumer sleeps until an item comes") {
    auto runs = explore("an item comes after an hour", {}, spurious);
    CHECK(runs.only("item", "the item that the consumer gets", {{1}}));
  }

  TEST_CASE("two consumers get one item each") {
    auto runs = explore("two consumers, two items", {}, spurious);
    CHECK(runs.only("items", "the items that the two consumers get",
                    {{1, 2}, {2, 1}}));
  }

  TEST_CASE(
      "the items of two producers all come out, each producer's in order") {
    auto runs = explore("two producers, one consumer");
    CHECK(runs.only("items",
                    "the items that come out when one thread puts 1, then 2 in "
                    "and another one 3",
                    {{1, 2, 3}, {1, 3, 2}, {3, 1, 2}}));
  }

  TEST_CASE("a producer sleeps until there is a place") {
    auto runs = explore("a place is free after an hour", {}, spurious);
    CHECK(runs.only("size", "the size while a producer waits for the one place",
                    {{1}}));
    CHECK(runs.every("the second put into a queue of one place waits for a get",
                     [](const Outcome& o) {
                       return count_before(o, "second put returns",
                                           "get begins") == 0;
                     }));
    CHECK(runs.only("items", "the items that come out after 1 and 2 went in",
                    {{1, 2}}));
  }

  TEST_CASE("two producers do not overfill the queue") {
    auto runs = explore("two producers, one place", {}, spurious);
    CHECK(runs.every("the size of a queue with one place is at most 1",
                     [](const Outcome& o) { return o.integer("size") <= 1; }));
    CHECK(runs.every("only one put returns before a get makes room",
                     [](const Outcome& o) {
                       return count_before(o, "put returns", "get begins") <= 1;
                     }));
    CHECK(runs.only("items", "the items that come out after 1 and 2 went in",
                    {{1, 2}, {2, 1}}));
  }

  TEST_CASE("two producers that wait both get a place") {
    auto runs = explore("two producers wait for two places");
    CHECK(runs.only("items", "the items that came out first", {{1, 2}}));
    CHECK(runs.only("size", "the size after four puts and two gets", {{2}}));
  }

  TEST_CASE("two producers and two consumers share one place") {
    auto runs = explore("two producers, two consumers, one place");
    CHECK(runs.only("items", "the items that the two consumers get",
                    {{1, 2}, {2, 1}}));
  }

  TEST_CASE("size counts the items that are in") {
    auto runs = explore("size while others put and get");
    CHECK(
        runs.every("the size is 0 or 1 while one item is put in and taken out",
                   [](const Outcome& o) {
                     return o.integer("size") == 0 || o.integer("size") == 1;
                   }));
    CHECK(runs.every(
        "size counts an item that is in, from put to get",
        [](const Outcome& o) {
          if (count_before(o, "get returns", "size is asked") == 1)
            return o.integer("size") == 0;
          return count_before(o, "put returns", "size is asked") == 0 ||
                 count_before(o, "get begins", "size is known") == 1 ||
                 o.integer("size") == 1;
        }));
  }

  TEST_CASE("join of one thread returns when there is nothing to wait for") {
    explore("one thread joins");
  }

  TEST_CASE("a task_done too many is refused") {
    auto runs = explore("task_done is called too often");
    CHECK(runs.only("refused",
                    "whether task_done throws std::logic_error when it is "
                    "called a second and a third time for one item",
                    {{true, true}}));
  }

  TEST_CASE("a task_done too many changes nothing") {
    auto runs = explore("the queue is used after a task_done too many");
    CHECK(runs.only("refused",
                    "whether task_done throws std::logic_error when it is "
                    "called too often once more, after another item was done",
                    {{true}}));
  }

  TEST_CASE("an item that is not in yet is no task") {
    auto runs = explore("task_done is called too often while a producer waits");
    // A put may count its item a moment before it is in: as soon as it has its
    // place. What it must not do is to count it before that, and then there is
    // no order in which the second task_done is refused.
    bool refused = false;
    runs.every("the second task_done is refused or not", [&](const Outcome& o) {
      refused |= o.boolean("refused, size");
      return true;
    });
    if (!refused)
      CHECK(runs.only(
          "refused, size",
          "whether a second task_done for item 1 throws std::logic_error, and "
          "the size then; item 2 has waited for its place",
          {{true, 0}, {true, 1}, {false, 1}}));
  }

  TEST_CASE("join waits until the last task is done") {
    auto runs = explore("a task takes an hour", {}, spurious);
    CHECK(runs.every(
        "join returns after both tasks are done", [](const Outcome& o) {
          return count_before(o, "task is done", "join returns") == 2;
        }));
  }

  TEST_CASE("two threads join at the same time") {
    auto runs = explore("two threads join", {}, spurious);
    CHECK(runs.every(
        "each join returns after the task is done", [](const Outcome& o) {
          return count_before(o, "task is done", "join returns") == 1;
        }));
  }

  TEST_CASE("join waits again after a new put") {
    auto runs = explore("one thread joins twice");
    CHECK(
        runs.every("each join returns after the task put in before it is done",
                   nth_join_waits_for_n_tasks));
  }

  TEST_CASE("a join does not keep a consumer from its item") {
    auto runs =
        explore("an item comes while one thread joins and another one gets");
    CHECK(runs.every(
        "join returns after both tasks are done", [](const Outcome& o) {
          return count_before(o, "task is done", "join returns") == 2;
        }));
  }

  TEST_CASE("join waits for the tasks of two producers and two consumers") {
    auto runs = explore("two producers, two consumers and a join");
    CHECK(runs.every(
        "join returns after both tasks are done", [](const Outcome& o) {
          return count_before(o, "task is done", "join returns") == 2;
        }));
  }

  TEST_CASE("get_for of one thread waits as long as it says") {
    auto runs = explore("get_for of one thread");
    CHECK(runs.only("nothing comes",
                    "what get_for gets from an empty queue (0 is nothing) with "
                    "a time-out of an hour, of 0 and of -1 ms",
                    {{nothing, nothing, nothing}}));
    CHECK(runs.only("waited",
                    "how many milliseconds have passed after the first and "
                    "after the third of them",
                    {{an_hour, an_hour}}));
    CHECK(runs.only("items",
                    "what get_for gets, with the same time-outs, after 1, 2 "
                    "and 3 went in",
                    {{1, 2, 3}}));
    CHECK(runs.only("waited for items that are in",
                    "how many milliseconds that takes", {{0}}));
  }

  TEST_CASE("get_for returns an item that comes in time") {
    auto runs = explore("an item comes in time");
    CHECK(runs.only("item and time",
                    "what a get_for of 50 ms gets, and after how many "
                    "milliseconds, if item 1 comes after 20 ms",
                    {{1, 20}}));
  }

  TEST_CASE("get_for makes room for a producer that waits") {
    auto runs = explore("get_for makes room");
    CHECK(runs.only("items", "the items that come out after 1, 2 and 3 went in",
                    {{1, 2, 3}}));
  }

  TEST_CASE("get_for is woken in vain and still waits as long as it says") {
    auto runs = explore("an item comes and goes");
    CHECK(runs.only("items",
                    "what a get_for and another one, of 0 ms, get (0 is "
                    "nothing) after item 1 went in",
                    {{1, nothing}, {nothing, 1}}));
    CHECK(runs.every("a get_for of 50 ms that gets nothing waits 50 ms",
                     [](const Outcome& o) {
                       return o["items"][0] != Value(nothing) ||
                              o.integer("waited") == 50;
                     }));
  }

  TEST_CASE("an item that comes when the time is up is not lost") {
    auto runs = explore("an item comes when the time is up");
    CHECK(runs.only("item and size",
                    "what get_for gets (0 is nothing) and how many items are "
                    "still in after item 1 went in",
                    {{1, 0}, {nothing, 1}}));
  }

  TEST_CASE("a get_for that gives up leaves the item to another consumer") {
    auto runs = explore("the time is up while two consumers wait", {}, early);
    CHECK(runs.only("items",
                    "what a get_for (0 is nothing) and a get get; item 2 goes "
                    "in only if get_for got item 1",
                    {{1, 2}, {nothing, 1}}));
  }
}
