#include "judge/testing.hpp"

namespace {

// True if makes of this key run one after the other, the last of them succeeds
// and none of the others does.
bool made_once(const Outcome& o, int key) {
  bool running = false, made = false;
  for (const auto& event : o.history()) {
    if (event.values != Values{key}) continue;
    if (event.key == "make begins") {
      if (running || made) return false;
      running = true;
    } else if (event.key == "make throws") {
      running = false;
    } else if (event.key == "make ends") {
      running = false;
      made = true;
    }
  }
  return made && !running;
}

bool made_1_once(const Outcome& o) { return made_once(o, 1); }

// How often the event happens.
int count(const Outcome& o, std::string_view event) {
  int n = 0;
  for (const auto& e : o.history()) n += e.key == event;
  return n;
}

// How often the event happens before the event `before`.
int count_before(const Outcome& o, std::string_view event,
                 std::string_view before) {
  int n = 0;
  for (const auto& e : o.history()) {
    if (e.key == before) break;
    if (e.key == event) ++n;
  }
  return n;
}

constexpr int exception = -1;  // what a caller got instead of a value

}  // namespace

TEST_SUITE("02-locks/once_map") {
  TEST_CASE("a value is made the first time and kept") {
    auto runs = explore("one thread asks");
    CHECK(runs.only("values", "the values of the keys 1, 1 and 2",
                    {{10, 10, 20}}));
    CHECK(runs.every("make runs once for each key", [](const Outcome& o) {
      return made_once(o, 1) && made_once(o, 2);
    }));
  }

  TEST_CASE("a value stays what it is when it is asked for again") {
    auto runs = explore("one thread asks for a text");
    CHECK(runs.only("texts", "what three calls for the same key get",
                    {{"text", "text", "text"}}));
  }

  TEST_CASE("two maps have nothing in common") {
    auto runs = explore("one thread asks two maps");
    CHECK(runs.only("values",
                    "the values of key 1 in a map where make returns 10 and "
                    "in one where it returns 20",
                    {{10, 20}}));
  }

  TEST_CASE("a map knows nothing of one that was in its place before") {
    auto runs = explore("one thread asks a map where another one was");
    CHECK(runs.only("values",
                    "the values of key 1 in a map where make returns 10 and, "
                    "when that map is gone, in a new one where it returns 20",
                    {{10, 20}}));
  }

  TEST_CASE("two that ask for the same key share one value") {
    auto runs = explore("two ask for the same key", {},
                        {.faults = fault_spurious_wakeup});
    CHECK(runs.every("make runs once for the key", made_1_once));
    CHECK(
        runs.only("values", "the value that each of the two gets", {{10, 10}}));
  }

  TEST_CASE("three that ask for the same key all get it") {
    auto runs = explore("three ask for the same key");
    CHECK(runs.every("make runs once for the key", made_1_once));
    CHECK(runs.only("values", "the value that each of the three gets",
                    {{10, 10, 10}}));
  }

  TEST_CASE("a caller sleeps while another makes the value") {
    auto runs = explore("a make takes an hour");
    CHECK(runs.every("make runs once for the key", made_1_once));
    CHECK(
        runs.only("values", "the value that each of the two gets", {{10, 10}}));
  }

  TEST_CASE("two different keys are made at the same time") {
    auto runs =
        explore("two makes wait for each other", {},
                {.meeting = "the makes of two different keys run at the same "
                            "time"});
    CHECK(runs.only("values", "the values of the keys 1 and 65", {{10, 650}}));
  }

  TEST_CASE("three different keys are made at the same time") {
    auto runs =
        explore("three makes, each waiting for the next", {},
                {.meeting = "the makes of three different keys run at the "
                            "same time"});
    CHECK(runs.only("values", "the values of the keys 1 to 3", {{10, 20, 30}}));
  }

  TEST_CASE("a caller that waits does not hold up a different key") {
    // No meeting here: in some orders it works, in others everybody waits.
    auto runs =
        explore("two makes wait for each other while a third thread waits");
    CHECK(runs.only("values", "the values of the keys 1, 1 and 65",
                    {{10, 10, 650}}));
  }

  TEST_CASE("make may ask for a key that another thread makes") {
    auto runs = explore("a make asks for a key that another thread makes");
    CHECK(runs.every("make runs once for each key", [](const Outcome& o) {
      return made_once(o, 1) && made_once(o, 2);
    }));
    CHECK(runs.only("values",
                    "the values of the keys 1 (that of 2, plus 1) and 2",
                    {{21, 20}}));
  }

  TEST_CASE("make may ask for a key whose make asks for a third one") {
    auto runs = explore("three makes, each inside another");
    CHECK(runs.only("value",
                    "the value of key 1: that of 2, plus 1, where that of 2 "
                    "is that of 3, plus 2, and that of 3 is 30",
                    {{33}}));
  }

  TEST_CASE("many keys are in the making at the same time") {
    auto runs =
        explore("sixteen makes, each inside another, wait for one more", {},
                {.meeting = "sixteen makes, each of which asks for the next "
                            "key, and that of a seventeenth key run at the "
                            "same time"});
    CHECK(runs.only("values",
                    "the values of the keys 1 (the sum of 1 to 16) and 17",
                    {{136, 17}}));
  }

  TEST_CASE("after an exception the next caller makes the value") {
    auto runs = explore("a make throws, then the same thread asks again");
    CHECK(runs.only("values",
                    "what three calls get (-1 is the exception): with a make "
                    "that throws, one that does not, and one that would",
                    {{exception, 10, 10}}));
    CHECK(
        runs.every("make runs until it succeeds and never again", made_1_once));
    CHECK(runs.every("no call runs its make twice", [](const Outcome& o) {
      return count(o, "make begins") == 2;
    }));
  }

  TEST_CASE("an exception arrives as it was thrown") {
    auto runs = explore("a make throws an exception with a base");
    CHECK(runs.only("values",
                    "what two calls get: with a make that throws a NoValue (a "
                    "std::runtime_error with a key), which is -1 if it arrives "
                    "and -2 if another exception does, and with one that does "
                    "not throw",
                    {{exception, 70}}));
  }

  TEST_CASE(
      "an exception goes to its own caller and one that waits tries next") {
    auto runs = explore("a make throws while another caller waits");
    CHECK(runs.only("values",
                    "what the caller whose make throws and the other one get "
                    "(-1 is the exception)",
                    {{exception, 10}, {10, 10}}));
    CHECK(
        runs.every("make runs until it succeeds and never again", made_1_once));
  }

  TEST_CASE(
      "of two that wait for a make that throws only one tries at a time") {
    auto runs = explore("a make throws while two callers wait");
    CHECK(runs.only("values",
                    "what the caller whose make throws and the other two get "
                    "(-1 is the exception)",
                    {{exception, 10, 10}, {10, 10, 10}}));
    CHECK(
        runs.every("make runs once at a time, until it succeeds", made_1_once));
  }

  TEST_CASE("a make that throws wakes one who waits for its key") {
    auto runs = explore("a make throws while callers wait for two keys");
    CHECK(runs.only("values",
                    "what the caller whose make of key 1 throws and two "
                    "callers for key 2 (that of 1, plus 2) get (-1 is the "
                    "exception)",
                    {{exception, 12, 12}, {10, 12, 12}}));
  }

  TEST_CASE("size follows what one thread makes") {
    auto runs = explore("size, asked by one thread");
    CHECK(runs.only("sizes",
                    "the sizes at first, after key 1, after a make of key 2 "
                    "that throws and after key 2",
                    {{0, 1, 1, 2}}));
    CHECK(runs.only("size of another map",
                    "the size of another map, which nobody has asked for "
                    "anything",
                    {{0}}));
  }

  TEST_CASE("size counts two keys made at the same time") {
    auto runs = explore("size after two keys were made at the same time");
    CHECK(
        runs.only("size", "the size after two threads made a key each", {{2}}));
  }

  TEST_CASE("size counts the values that are ready") {
    auto runs = explore("size while a value is made");
    CHECK(runs.every("size does not count a value that is still being made",
                     [](const Outcome& o) {
                       return o.all("size")[0][0].integer() <=
                              count_before(o, "make ends", "size");
                     }));
    CHECK(runs.every(
        "size counts a value that a get has returned", [](const Outcome& o) {
          return o.all("size")[0][0].integer() >=
                 2 * count_before(o, "get returns", "size is asked");
        }));
    CHECK(runs.only("size after get",
                    "the size after a get returned whose make asks for another "
                    "key",
                    {{2}}));
  }
}
