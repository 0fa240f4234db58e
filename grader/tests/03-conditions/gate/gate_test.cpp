#include "judge/testing.hpp"
#include "protocol/mapping.hpp"

namespace {

using course::protocol::fault_spurious_wakeup;

constexpr int one_day = 24 * 60 * 60 * 1000;  // ms
constexpr int one_hour = 60 * 60 * 1000;

// Each time somebody is through, somebody has called open() before.
bool nobody_before_open(const Outcome& o) {
  for (const auto& event : o.history()) {
    if (event.key == "open") return true;
    if (event.key == "through") return false;
  }
  return true;
}

constexpr const char* nobody_early =
    "nobody gets through before open() is called";

// An is_open() that begins when the gate is open says true, and one that says
// true ends after open() was called.
bool looks_are_true(const Outcome& o) {
  bool called = false, open = false, must_be_open = false;
  for (const auto& event : o.history()) {
    if (event.key == "open") called = true;
    if (event.key == "open returns" || event.key == "through") open = true;
    if (event.key == "is_open") must_be_open = open;
    if (event.key != "is_open says") continue;
    const bool says = event.values.at(0).boolean();
    if (says ? !called : must_be_open) return false;
    open |= says;
  }
  return true;
}

}  // namespace

TEST_SUITE("03-conditions/gate") {
  TEST_CASE("an opened gate lets through and stays open") {
    auto runs = explore("one thread opens and looks");
    CHECK(runs.only("open",
                    "is_open() at first, after open(), after wait() and after "
                    "a second open(), and of another gate",
                    {{false, true, true, true, false}}));
  }

  TEST_CASE("who waits gets through when the gate opens") {
    auto runs = explore("one waits, one opens");
    CHECK(runs.every(nobody_early, nobody_before_open));
  }

  TEST_CASE("what was written before open is visible after wait") {
    auto runs = explore("one waits for a letter");
    CHECK(runs.only(
        "letter", "what is read after wait(), written before open()", {{42}}));
  }

  TEST_CASE("all who wait get through") {
    auto runs = explore("two wait, one opens");
    CHECK(runs.every(nobody_early, nobody_before_open));
    CHECK(runs.only("open", "is_open() after everybody is through", {{true}}));
  }

  TEST_CASE("two that open at the same time do no harm") {
    auto runs = explore("two open, one waits");
    CHECK(runs.every(nobody_early, nobody_before_open));
  }

  TEST_CASE("who waits sleeps until the gate opens") {
    auto runs = explore("a gate opens after a day");
    CHECK(runs.only("time",
                    "the milliseconds until wait() returns, of a gate that "
                    "opens after a day",
                    {{one_day}}));
  }

  TEST_CASE("a wake-up without reason lets nobody through") {
    auto runs =
        explore("one waits, one opens", {}, {.faults = fault_spurious_wakeup});
    CHECK(runs.every(nobody_early, nobody_before_open));
  }

  TEST_CASE("all get through in spite of wake-ups without reason") {
    auto runs =
        explore("two wait, one opens", {}, {.faults = fault_spurious_wakeup});
    CHECK(runs.every(nobody_early, nobody_before_open));
  }

  TEST_CASE("is_open tells at any time what is the case") {
    auto runs =
        explore("one looks while another one waits and a third one opens");
    CHECK(runs.every(nobody_early, nobody_before_open));
    CHECK(
        runs.every("is_open() is false before open() is called, and true "
                   "once open() or a wait() has returned",
                   looks_are_true));
  }

  TEST_CASE("who has got through finds the gate open") {
    auto runs = explore("two that get through look");
    CHECK(runs.only("open",
                    "is_open() after a wait(), and after a wait_for() that "
                    "says true",
                    {{true, true}}));
  }

  TEST_CASE("a time-out of 0 or less only looks") {
    auto runs = explore("one thread looks by wait_for");
    CHECK(runs.only("answers",
                    "wait_for() with 0 and -50 ms at a closed gate, with 0, "
                    "-50 and 50 ms at an open one",
                    {{false, false, true, true, true}}));
    CHECK(runs.only("time", "the milliseconds that all this takes", {{0}}));
  }

  TEST_CASE("an open gate is open for two at once") {
    auto runs = explore("three pass an open gate");
    CHECK(runs.only("answers",
                    "wait_for(0 ms) of two threads at an open gate, while a "
                    "third one is on its way through",
                    {{true, true}}));
  }

  TEST_CASE("wait_for gives up when the time-out is over") {
    auto runs = explore("one waits in vain", {{"time-out", 50}},
                        {.faults = fault_spurious_wakeup});
    CHECK(runs.only("answer", "wait_for(50 ms) at a gate that nobody opens",
                    {{false}}));
    CHECK(runs.only("time", "the milliseconds until it returns", {{50}}));
    CHECK(runs.only("open", "is_open() afterwards", {{false}}));
  }

  TEST_CASE("wait_for sleeps while it waits") {
    auto runs = explore("one waits in vain", {{"time-out", one_hour}});
    CHECK(runs.only("answer", "wait_for(1 h) at a gate that nobody opens",
                    {{false}}));
    CHECK(runs.only("time", "the milliseconds until it returns", {{one_hour}}));
  }

  TEST_CASE("wait_for ends as soon as the gate opens") {
    auto runs = explore("a gate opens while one waits with a time-out");
    CHECK(runs.only("answer", "wait_for(1 h) at a gate that opens after 25 ms",
                    {{true}}));
    CHECK(runs.only("time", "the milliseconds until it returns", {{25}}));
  }

  TEST_CASE("what was written before open is visible after wait_for") {
    auto runs = explore("one waits for a letter with a time-out");
    CHECK(runs.only("letter",
                    "what is read after wait_for(), written before open()",
                    {{42}}));
  }

  TEST_CASE("all get through, with and without a time-out") {
    auto runs = explore("three wait, two of them with a time-out");
    CHECK(runs.only("answers", "wait_for(1 h) of two threads while open()",
                    {{true, true}}));
    CHECK(runs.only("time", "the milliseconds until all are through", {{0}}));
  }

  TEST_CASE("who has given up is not missed") {
    auto runs = explore("one gives up, then the gate opens for another");
    CHECK(runs.only("answer", "wait_for(10 ms) at a gate that opens later",
                    {{false}}));
    CHECK(runs.every(nobody_early, nobody_before_open));
  }

  TEST_CASE("the gate may open at the moment of the time-out") {
    auto runs = explore("a gate opens at the moment of a time-out");
    CHECK(runs.only("answer",
                    "wait_for(50 ms) at a gate that opens after 50 ms, and "
                    "is_open() right after it",
                    {{true, true}, {false, true}, {false, false}}));
    CHECK(runs.only("time", "the milliseconds until it answers", {{50}}));
    CHECK(runs.only("answer afterwards",
                    "wait_for(0 ms) after open() has returned", {{true}}));
  }
}
