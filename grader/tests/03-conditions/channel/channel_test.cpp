#include <algorithm>
#include <vector>

#include "judge/testing.hpp"
#include "protocol/mapping.hpp"

namespace {

using course::protocol::fault_early_timeout;
using course::protocol::fault_spurious_wakeup;

constexpr int untouched = -1;  // out, if receive_for() does not change it

// Some values, in increasing order.
std::vector<std::int64_t> sorted(const Value::List& values) {
  std::vector<std::int64_t> numbers;
  for (const Value& v : values) numbers.push_back(v.integer());
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

// The values 1, 2, ... for which send() was true, from "sent".
std::vector<std::int64_t> sent_true(const Outcome& o) {
  std::vector<std::int64_t> numbers;
  const Values& sent = o["sent"];
  for (std::size_t i = 0; i < sent.size(); ++i)
    if (sent[i].boolean()) numbers.push_back(static_cast<std::int64_t>(i) + 1);
  return numbers;
}

// For scenarios in which one thread receives all that is there.
bool received_what_was_sent(const Outcome& o) {
  return sorted(o.list("received")) == sent_true(o);
}

bool nothing_at_last(const Outcome& o) {
  return o.integer("received at last") == 0;
}

// The position in `observations()` at which the call began that received the
// value; past the end if nobody did. A "receive..." event opens each call, and
// the next of the same task that carries the value as its last closes it.
std::size_t receive_began(const Outcome& o, std::int64_t value) {
  const auto& all = o.observations();
  for (std::size_t end = 0; end < all.size(); ++end) {
    if (!all[end].key.starts_with("receive") || all[end].values.empty() ||
        all[end].values.back() != Value(value))
      continue;
    for (std::size_t begin = end; begin-- > 0;)
      if (all[begin].task == all[end].task && all[begin].values.empty())
        return begin;
  }
  return all.size();
}

// True if no send() has said true, at any moment, for a value for which there
// was no room: neither in the channel nor with a receiver that had come.
bool waits_for_room(const Outcome& o, int capacity) {
  const auto& all = o.observations();
  for (std::size_t now = 0; now < all.size(); ++now) {
    if (all[now].key != "sent" || !all[now].values.at(1).boolean()) continue;
    int in_the_channel = 0;
    for (std::size_t i = 0; i <= now; ++i)
      if (all[i].key == "sent" && all[i].values.at(1).boolean() &&
          receive_began(o, all[i].values.at(0).integer()) > now)
        ++in_the_channel;
    if (in_the_channel > capacity) return false;
  }
  return true;
}

bool all_sent(const Outcome& o) {
  for (const Values& sent : o.all("sent"))
    if (!sent.at(1).boolean()) return false;
  return true;
}

bool received_in_order(const Outcome& o) {
  std::int64_t next = 1;
  for (const Values& received : o.all("received"))
    if (received != Values{next++}) return false;
  return true;
}

// The three values of "received" are all there is, and the thread that got the
// first two did not get 2 before 1.
bool in_order_of_its_sender(const Outcome& o) {
  const Values& received = o["received"];
  return sorted(received) == std::vector<std::int64_t>{1, 2, 3} &&
         !(received[0] == Value(2) && received[1] == Value(1));
}

}  // namespace

TEST_SUITE("03-conditions/channel") {
  TEST_CASE("values come out in the order in which they went in") {
    auto runs = explore("one thread sends and receives");
    CHECK(runs.only("sent",
                    "what four calls of send say, on a channel of capacity 3 "
                    "and another one",
                    {{true, true, true, true}}));
    CHECK(runs.only("received",
                    "what comes out of a channel into which 1, 2, 3, and "
                    "after one receive 5 was sent",
                    {{1, 2, 3, 5}}));
    CHECK(runs.only("received from the other",
                    "what comes out of another channel, into which 4 was sent",
                    {{4}}));
  }

  TEST_CASE("a receiver sleeps until a value comes") {
    auto runs = explore("a receiver waits an hour for a value",
                        {{"capacity", 1}}, {.faults = fault_spurious_wakeup});
    CHECK(runs.only("sent", "what send(1) says", {{true}}));
    CHECK(runs.only("received", "what receive gets (0 is nothing)", {{1}}));
  }

  TEST_CASE("a sender sleeps while the channel is full") {
    auto runs = explore("a sender waits an hour for a receiver",
                        {{"capacity", 1}}, {.faults = fault_spurious_wakeup});
    CHECK(runs.every("no more than one value is in a channel of capacity 1",
                     [](const Outcome& o) { return waits_for_room(o, 1); }));
    CHECK(runs.every("send says true to both values", all_sent));
    CHECK(runs.every("1 is received before 2", received_in_order));
  }

  TEST_CASE("two senders and two receivers do not leave anybody asleep") {
    auto runs = explore("two senders and two receivers", {{"capacity", 1}});
    CHECK(runs.only("sent", "what the three calls say", {{true, true, true}}));
    CHECK(runs.every(
        "each value is received once, and 1 before 2, which its sender sent "
        "after it",
        in_order_of_its_sender));
  }

  TEST_CASE("two values reach two receivers") {
    auto runs = explore("two receivers, then two values");
    CHECK(runs.only("sent", "what send says", {{true, true}}));
    CHECK(
        runs.only("received", "what the two receivers get", {{1, 2}, {2, 1}}));
  }

  TEST_CASE("two that wait for room both get it") {
    auto runs = explore("two senders find the channel full");
    CHECK(runs.only("sent", "what send says to the two that waited",
                    {{true, true}}));
    CHECK(runs.only("received",
                    "what comes out of the channel, 1 and 2 being in and 8 "
                    "and 9 being sent",
                    {{1, 2, 8, 9}, {1, 2, 9, 8}}));
  }

  TEST_CASE("capacity 0: a receiver sleeps until a sender comes") {
    auto runs = explore("a receiver waits an hour for a value",
                        {{"capacity", 0}}, {.faults = fault_spurious_wakeup});
    CHECK(runs.only("sent", "what send(1) says", {{true}}));
    CHECK(runs.only("received", "what receive gets (0 is nothing)", {{1}}));
  }

  TEST_CASE("capacity 0: a sender sleeps until its value is taken") {
    auto runs = explore("a sender waits an hour for a receiver",
                        {{"capacity", 0}}, {.faults = fault_spurious_wakeup});
    CHECK(runs.every("send(1) does not return before a receiver has come",
                     [](const Outcome& o) { return waits_for_room(o, 0); }));
    CHECK(runs.every("send says true", all_sent));
    CHECK(runs.every("1 is received", received_in_order));
  }

  TEST_CASE("capacity 0: two senders and two receivers all meet") {
    auto runs = explore("two senders and two receivers", {{"capacity", 0}});
    CHECK(runs.only("sent", "what the three calls say", {{true, true, true}}));
    CHECK(runs.every(
        "each value is received once, and 1 before 2, which its sender sent "
        "after it",
        in_order_of_its_sender));
  }

  TEST_CASE("what was sent before close is still received") {
    auto runs = explore("one thread closes a channel", {{"capacity", 2}});
    CHECK(runs.only("received", "what is received after close",
                    {{Value::List{1, 2}}}));
    CHECK(runs.only("received then", "what is received then (0 is nothing)",
                    {{0}}));
    CHECK(
        runs.only("sent after close", "what send says after close", {{false}}));
    CHECK(runs.only("sent at last",
                    "what send says after close, when all is received",
                    {{false}}));
  }

  TEST_CASE("capacity 0: nothing is sent or received after close") {
    auto runs = explore("one thread closes a channel", {{"capacity", 0}});
    CHECK(runs.only("received", "what is received after close",
                    {{Value::List{}}}));
    CHECK(
        runs.only("sent after close", "what send says after close", {{false}}));
  }

  TEST_CASE("close wakes all who receive") {
    auto runs = explore("close while two receive", {{"capacity", 1}},
                        {.faults = fault_spurious_wakeup});
    CHECK(runs.only("received", "what the two get (0 is nothing)", {{0, 0}}));
  }

  TEST_CASE("close wakes all who send") {
    auto runs = explore("close while two send to a full channel",
                        {{"capacity", 1}}, {.faults = fault_spurious_wakeup});
    CHECK(runs.only("sent",
                    "what the calls say that find the channel full or closed",
                    {{false, false}}));
    CHECK(runs.only("received",
                    "what is received after close: only what was in the "
                    "channel",
                    {{Value::List{1}}}));
    CHECK(runs.every("nothing is left", nothing_at_last));
  }

  TEST_CASE("capacity 0: close wakes all who receive") {
    auto runs = explore("close while two receive", {{"capacity", 0}},
                        {.faults = fault_spurious_wakeup});
    CHECK(runs.only("received", "what the two get (0 is nothing)", {{0, 0}}));
  }

  TEST_CASE("capacity 0: close wakes all who send") {
    auto runs = explore("close while two send to a full channel",
                        {{"capacity", 0}}, {.faults = fault_spurious_wakeup});
    CHECK(runs.only("received", "what is received after close has returned",
                    {{Value::List{}}}));
    CHECK(runs.only("sent", "what the calls say that nobody received from",
                    {{false, false}}));
    CHECK(runs.every("nothing is left", nothing_at_last));
  }

  TEST_CASE("send says true to what is received and to nothing else") {
    for (int capacity : {1, 0}) {
      auto runs =
          explore("a receiver takes one of two values and closes",
                  {{"capacity", capacity}}, {.faults = fault_spurious_wakeup});
      CHECK(runs.every("the values received are those to which send says true",
                       received_what_was_sent));
      CHECK(runs.every("nothing is left", nothing_at_last));
    }
  }

  TEST_CASE("close in between loses nothing") {
    for (int capacity : {1, 0}) {
      auto runs = explore("close while one sends and one receives",
                          {{"capacity", capacity}});
      CHECK(runs.every("the values received are those to which send says true",
                       received_what_was_sent));
      CHECK(runs.every("1 is received before 2", [](const Outcome& o) {
        const auto& received = o.list("received");
        return received.empty() || received.front() == Value(1);
      }));
      CHECK(runs.every("nothing is left", nothing_at_last));
    }
  }

  TEST_CASE("a sender can close when it has sent all") {
    for (int capacity : {1, 0}) {
      auto runs = explore("a sender closes when it has sent all",
                          {{"capacity", capacity}});
      CHECK(runs.only("sent", "what send says", {{true, true}}));
      CHECK(runs.every(
          "each value is received once, in order", [](const Outcome& o) {
            const Value::List &one = o.list("one received"),
                              &other = o.list("the other received");
            const Value::List both{1, 2}, first{1}, second{2}, none;
            return (one == both && other == none) ||
                   (one == none && other == both) ||
                   (one == first && other == second) ||
                   (one == second && other == first);
          }));
    }
  }

  TEST_CASE("receive_for says what it found and ends in time") {
    for (int capacity : {2, 0}) {
      auto runs = explore("one thread receives with a time-out",
                          {{"capacity", capacity}});
      CHECK(runs.only("empty",
                      "status, out (-1 before) and duration of a receive_for "
                      "of 30 ms, nothing being there",
                      {{"timeout", untouched, 30}}));
      CHECK(runs.only("empty, 0 ms",
                      "status, out (-1 before) and duration of a receive_for "
                      "of 0 ms, nothing being there",
                      {{"timeout", untouched, 0}}));
      CHECK(runs.only("empty, -5 ms",
                      "status, out (-1 before) and duration of a receive_for "
                      "of -5 ms, nothing being there",
                      {{"timeout", untouched, 0}}));
      if (capacity > 0) {
        CHECK(runs.only("one is there",
                        "status, out and duration of a receive_for of 30 ms, "
                        "1 and 2 being there",
                        {{"ok", 1, 0}}));
        CHECK(runs.only("one is there, 0 ms",
                        "status, out and duration of a receive_for of 0 ms, 2 "
                        "being there",
                        {{"ok", 2, 0}}));
        CHECK(runs.only("one is left",
                        "status, out and duration of a receive_for of 30 ms "
                        "after close, 3 being left",
                        {{"ok", 3, 0}}));
      }
      CHECK(runs.only("closed",
                      "status, out (-1 before) and duration of a receive_for "
                      "of 30 ms after close, nothing being left",
                      {{"closed", untouched, 0}}));
      CHECK(runs.only("closed, 0 ms",
                      "status, out (-1 before) and duration of a receive_for "
                      "of 0 ms after close, nothing being left",
                      {{"closed", untouched, 0}}));
    }
  }

  TEST_CASE("receive_for takes a value that comes in time") {
    for (int capacity : {1, 0}) {
      auto runs =
          explore("a value comes after 20 of 50 ms", {{"capacity", capacity}});
      CHECK(runs.only("receive_for", "status, out and duration",
                      {{"ok", 1, 20}}));
      CHECK(runs.only("sent", "what send(1) says", {{true}}));
    }
  }

  TEST_CASE("close wakes those who receive with a time-out") {
    for (int capacity : {1, 0}) {
      auto runs = explore("close comes after 20 ms", {{"capacity", capacity}});
      CHECK(runs.only("receive_for",
                      "status, out (-1 before) and duration of a receive_for "
                      "of an hour",
                      {{"closed", untouched, 20}}));
      CHECK(runs.only("received", "what receive gets (0 is nothing)", {{0}}));
    }
  }

  TEST_CASE("capacity 0: a look takes a value whose sender waits") {
    auto runs = explore("a sender waits for 20 ms, then somebody only looks");
    CHECK(runs.only("receive_for",
                    "status, out and duration of a receive_for of 0 ms, a "
                    "sender having waited for 20 ms with 1",
                    {{"ok", 1, 0}}));
    CHECK(runs.only("sent", "what send(1) says", {{true}}));
  }

  TEST_CASE("capacity 0: nothing is there when send has returned") {
    auto runs = explore("somebody looks after the value was taken");
    CHECK(runs.only("receive_for",
                    "status, out (-1 before) and duration of a receive_for of "
                    "0 ms, after send(1) has returned",
                    {{"timeout", untouched, 0}}));
    CHECK(runs.only("sent", "what send(1) says", {{true}}));
    CHECK(runs.only("received",
                    "what the receiver gets that waited for it (0 is nothing)",
                    {{1}}));
  }

  TEST_CASE("the time does not start again when others are faster") {
    auto runs = explore("others take what comes meanwhile");
    CHECK(
        runs.only("receive_for",
                  "status, out and duration of a receive_for of 50 ms, "
                  "values coming after 20 and 40 ms",
                  {{"ok", 1, 20}, {"ok", 2, 40}, {"timeout", untouched, 50}}));
    CHECK(runs.every("each value is received once", [](const Outcome& o) {
      const bool one = o["receive_for"].front() == Value("ok");
      return o.integer("taken by the other") == (one ? 1 : 2);
    }));
  }

  TEST_CASE("a value that comes when the time is up is not lost") {
    for (int capacity : {1, 0}) {
      auto runs =
          explore("a value comes when the time is up", {{"capacity", capacity}},
                  {.faults = fault_early_timeout});
      CHECK(runs.every("send says true", all_sent));
      CHECK(runs.every(
          "the value is received once: in time, or by the next receive",
          [](const Outcome& o) {
            const Values said = o.all("receive_for said").at(0);
            if (said == Values{"ok", 1}) return !o.has("received");
            return said == Values{"timeout", untouched} &&
                   o.all("received") == std::vector<Values>{Values{1}};
          }));
      if (capacity == 0)
        CHECK(runs.every(
            "send does not return before the call that takes its value",
            [](const Outcome& o) { return waits_for_room(o, 0); }));
    }
  }

  TEST_CASE("who gives up leaves the value to others") {
    for (int capacity : {1, 0}) {
      auto runs =
          explore("two values come when the time of one receiver is up",
                  {{"capacity", capacity}}, {.faults = fault_early_timeout});
      CHECK(runs.only("sent", "what send says", {{true, true}}));
      CHECK(runs.only("received", "what the two receivers get",
                      {{1, 2}, {2, 1}}));
    }
  }
}
