// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "channel.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <cstddef>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// A value that can be moved and nothing else.
struct Parcel {
  explicit Parcel(int n) : number(n) {}
  Parcel(Parcel&&) = default;
  Parcel& operator=(Parcel&&) = default;

  int number;
};

using Channel = course::Channel<Parcel>;
using course::ChannelStatus;

static_assert(std::is_constructible_v<Channel, std::size_t>,
              "Channel must be made of a std::size_t, its capacity");
COURSE_SIGNATURE("send must be bool(T)", bool (Channel::*)(Parcel),
                 &Channel::send);
COURSE_SIGNATURE("receive must be std::optional<T>()",
                 std::optional<Parcel> (Channel::*)(), &Channel::receive);
COURSE_SIGNATURE(
    "receive_for must be ChannelStatus(T&, std::chrono::milliseconds)",
    ChannelStatus (Channel::*)(Parcel&, milliseconds), &Channel::receive_for);
COURSE_SIGNATURE("close must be void()", void (Channel::*)(), &Channel::close);

// What receive() got when it got no value, and what out holds before
// receive_for() is called.
constexpr int nothing = 0;
constexpr int untouched = -1;

std::size_t capacity() {
  return static_cast<std::size_t>(course_test::input("capacity"));
}

int received(Channel& channel) {
  const std::optional<Parcel> parcel = channel.receive();
  return parcel ? parcel->number : nothing;
}

// All that is received until there is nothing more.
std::vector<int> received_until_closed(Channel& channel) {
  std::vector<int> values;
  while (const int value = received(channel)) values.push_back(value);
  return values;
}

const char* text(ChannelStatus status) {
  switch (status) {
    case ChannelStatus::ok:
      return "ok";
    case ChannelStatus::closed:
      return "closed";
    case ChannelStatus::timeout:
      return "timeout";
  }
  return "no status at all";
}

// A call of receive_for(): what it said, what out is then, and how long it
// took.
struct Answer {
  ChannelStatus status;
  int out;
  int ms;
};

Answer receive_for(Channel& channel, milliseconds timeout) {
  Parcel out(untouched);
  const auto begin = std::chrono::steady_clock::now();
  const ChannelStatus status = channel.receive_for(out, timeout);
  const auto end = std::chrono::steady_clock::now();
  return {status, out.number,
          static_cast<int>(
              std::chrono::duration_cast<milliseconds>(end - begin).count())};
}

void observe(const char* key, const Answer& answer) {
  course_test::observe(key, text(answer.status), answer.out, answer.ms);
}

COURSE_SCENARIO("one thread sends and receives") {
  Channel channel(3), other(1);
  course_test::name(channel, "channel");
  course_test::name(other, "other");
  const bool first = channel.send(Parcel(1));
  const bool second = channel.send(Parcel(2));
  const bool third = channel.send(Parcel(3));
  const bool elsewhere = other.send(Parcel(4));
  course_test::observe("sent", first, second, third, elsewhere);
  const int oldest = received(channel);
  channel.send(Parcel(5));
  const int next = received(channel);
  const int later = received(channel);
  course_test::observe("received", oldest, next, later, received(channel));
  course_test::observe("received from the other", received(other));
}

COURSE_SCENARIO("a receiver waits an hour for a value") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  int got = nothing;
  course_test::Thread receiver([&] { got = received(channel); });
  std::this_thread::sleep_for(hours(1));
  const bool sent = channel.send(Parcel(1));
  receiver.join();
  course_test::observe("sent", sent);
  course_test::observe("received", got);
}

// It sends one value more than the channel can keep.
COURSE_SCENARIO("a sender waits an hour for a receiver") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  const int count = static_cast<int>(capacity()) + 1;
  course_test::Thread sender([&] {
    for (int value = 1; value <= count; ++value) {
      const bool sent = channel.send(Parcel(value));
      course_test::event("sent", value, sent);
    }
  });
  std::this_thread::sleep_for(hours(1));
  for (int i = 0; i < count; ++i) {
    course_test::event("receive");
    const int value = received(channel);
    course_test::event("received", value);
  }
  sender.join();
}

COURSE_SCENARIO("two senders and two receivers") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  bool sent_1 = false, sent_2 = false, sent_3 = false;
  int other_got = nothing;
  course_test::Thread a([&] {
    sent_1 = channel.send(Parcel(1));
    sent_2 = channel.send(Parcel(2));
  });
  course_test::Thread b([&] { sent_3 = channel.send(Parcel(3)); });
  course_test::Thread c([&] { other_got = received(channel); });
  const int first = received(channel);
  const int second = received(channel);
  a.join();
  b.join();
  c.join();
  course_test::observe("sent", sent_1, sent_2, sent_3);
  course_test::observe("received", first, second, other_got);
}

COURSE_SCENARIO("two receivers, then two values") {
  Channel channel(2);
  course_test::name(channel, "channel");
  int a_got = nothing, b_got = nothing;
  course_test::Thread a([&] { a_got = received(channel); });
  course_test::Thread b([&] { b_got = received(channel); });
  const bool sent_1 = channel.send(Parcel(1));
  const bool sent_2 = channel.send(Parcel(2));
  a.join();
  b.join();
  course_test::observe("sent", sent_1, sent_2);
  course_test::observe("received", a_got, b_got);
}

COURSE_SCENARIO("two senders find the channel full") {
  Channel channel(2);
  course_test::name(channel, "channel");
  channel.send(Parcel(1));
  channel.send(Parcel(2));
  bool a_sent = false, b_sent = false;
  course_test::Thread a([&] { a_sent = channel.send(Parcel(8)); });
  course_test::Thread b([&] { b_sent = channel.send(Parcel(9)); });
  const int first = received(channel);
  const int second = received(channel);
  const int third = received(channel);
  const int fourth = received(channel);
  a.join();
  b.join();
  course_test::observe("sent", a_sent, b_sent);
  course_test::observe("received", first, second, third, fourth);
}

COURSE_SCENARIO("one thread closes a channel") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  const int count = static_cast<int>(capacity());
  for (int value = 1; value <= count; ++value) channel.send(Parcel(value));
  channel.close();
  course_test::observe("sent after close", channel.send(Parcel(8)));
  channel.close();
  course_test::observe("received", received_until_closed(channel));
  course_test::observe("received then", received(channel));
  course_test::observe("sent at last", channel.send(Parcel(9)));
}

COURSE_SCENARIO("close while two receive") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  int a_got = untouched, b_got = untouched;
  course_test::Thread a([&] { a_got = received(channel); });
  course_test::Thread b([&] { b_got = received(channel); });
  channel.close();
  a.join();
  b.join();
  course_test::observe("received", a_got, b_got);
}

// The channel is full, so both wait; and what is received, is received after
// close() has returned.
COURSE_SCENARIO("close while two send to a full channel") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  const int count = static_cast<int>(capacity());
  for (int value = 1; value <= count; ++value) channel.send(Parcel(value));
  bool a_sent = true, b_sent = true;
  course_test::Thread a([&] { a_sent = channel.send(Parcel(8)); });
  course_test::Thread b([&] { b_sent = channel.send(Parcel(9)); });
  channel.close();
  const std::vector<int> values = received_until_closed(channel);
  a.join();
  b.join();
  course_test::observe("sent", a_sent, b_sent);
  course_test::observe("received", values);
  course_test::observe("received at last", received(channel));
}

COURSE_SCENARIO("a receiver takes one of two values and closes") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  bool sent_1 = false, sent_2 = false;
  course_test::Thread a([&] { sent_1 = channel.send(Parcel(1)); });
  course_test::Thread b([&] { sent_2 = channel.send(Parcel(2)); });
  std::vector<int> values{received(channel)};
  channel.close();
  while (const int value = received(channel)) values.push_back(value);
  a.join();
  b.join();
  course_test::observe("sent", sent_1, sent_2);
  course_test::observe("received", values);
  course_test::observe("received at last", received(channel));
}

COURSE_SCENARIO("close while one sends and one receives") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  bool sent_1 = false, sent_2 = false;
  std::vector<int> values;
  course_test::Thread sender([&] {
    sent_1 = channel.send(Parcel(1));
    sent_2 = channel.send(Parcel(2));
  });
  course_test::Thread receiver(
      [&] { values = received_until_closed(channel); });
  channel.close();
  sender.join();
  receiver.join();
  course_test::observe("sent", sent_1, sent_2);
  course_test::observe("received", values);
  course_test::observe("received at last", received(channel));
}

COURSE_SCENARIO("a sender closes when it has sent all") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  std::vector<int> a_got, b_got;
  course_test::Thread a([&] { a_got = received_until_closed(channel); });
  course_test::Thread b([&] { b_got = received_until_closed(channel); });
  const bool sent_1 = channel.send(Parcel(1));
  const bool sent_2 = channel.send(Parcel(2));
  channel.close();
  a.join();
  b.join();
  course_test::observe("sent", sent_1, sent_2);
  course_test::observe("one received", a_got);
  course_test::observe("the other received", b_got);
}

COURSE_SCENARIO("one thread receives with a time-out") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  observe("empty", receive_for(channel, milliseconds(30)));
  observe("empty, 0 ms", receive_for(channel, milliseconds(0)));
  observe("empty, -5 ms", receive_for(channel, milliseconds(-5)));
  if (capacity() > 0) {
    channel.send(Parcel(1));
    channel.send(Parcel(2));
    observe("one is there", receive_for(channel, milliseconds(30)));
    observe("one is there, 0 ms", receive_for(channel, milliseconds(0)));
    channel.send(Parcel(3));
  }
  channel.close();
  if (capacity() > 0)
    observe("one is left", receive_for(channel, milliseconds(30)));
  observe("closed", receive_for(channel, milliseconds(30)));
  observe("closed, 0 ms", receive_for(channel, milliseconds(0)));
}

COURSE_SCENARIO("a value comes after 20 of 50 ms") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  Answer answer{};
  course_test::Thread receiver(
      [&] { answer = receive_for(channel, milliseconds(50)); });
  std::this_thread::sleep_for(milliseconds(20));
  const bool sent = channel.send(Parcel(1));
  receiver.join();
  course_test::observe("sent", sent);
  observe("receive_for", answer);
}

COURSE_SCENARIO("close comes after 20 ms") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  Answer answer{};
  int other_got = untouched;
  course_test::Thread a([&] { answer = receive_for(channel, hours(1)); });
  course_test::Thread b([&] { other_got = received(channel); });
  std::this_thread::sleep_for(milliseconds(20));
  channel.close();
  a.join();
  b.join();
  observe("receive_for", answer);
  course_test::observe("received", other_got);
}

COURSE_SCENARIO("a sender waits for 20 ms, then somebody only looks") {
  Channel channel(0);
  course_test::name(channel, "channel");
  bool sent = false;
  course_test::Thread sender([&] { sent = channel.send(Parcel(1)); });
  std::this_thread::sleep_for(milliseconds(20));
  const Answer answer = receive_for(channel, milliseconds(0));
  channel.close();
  sender.join();
  observe("receive_for", answer);
  course_test::observe("sent", sent);
}

COURSE_SCENARIO("somebody looks after the value was taken") {
  Channel channel(0);
  course_test::name(channel, "channel");
  int got = nothing;
  course_test::Thread receiver([&] { got = received(channel); });
  std::this_thread::sleep_for(milliseconds(20));
  const bool sent = channel.send(Parcel(1));
  const Answer answer = receive_for(channel, milliseconds(0));
  channel.close();
  receiver.join();
  course_test::observe("sent", sent);
  course_test::observe("received", got);
  observe("receive_for", answer);
}

// Whenever a value comes, after 20 and 40 ms, it may be taken by another
// receiver.
COURSE_SCENARIO("others take what comes meanwhile") {
  Channel channel(1);
  course_test::name(channel, "channel");
  Answer answer{};
  course_test::Thread receiver(
      [&] { answer = receive_for(channel, milliseconds(50)); });
  int taken = 0;
  for (int value = 1; value <= 2; ++value) {
    std::this_thread::sleep_for(milliseconds(20));
    channel.send(Parcel(value));
    Parcel out(untouched);
    if (channel.receive_for(out, milliseconds(0)) == ChannelStatus::ok) ++taken;
  }
  receiver.join();
  course_test::observe("taken by the other", taken);
  observe("receive_for", answer);
}

COURSE_SCENARIO("a value comes when the time is up") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  course_test::Thread receiver([&] {
    course_test::event("receive_for");
    const Answer answer = receive_for(channel, milliseconds(50));
    course_test::event("receive_for said", text(answer.status), answer.out);
    if (answer.status == ChannelStatus::ok) return;
    course_test::event("receive");
    const int value = received(channel);
    course_test::event("received", value);
  });
  std::this_thread::sleep_for(milliseconds(50));
  const bool sent = channel.send(Parcel(1));
  course_test::event("sent", 1, sent);
  channel.close();
  receiver.join();
}

// One of the two receivers gives up when the first value comes, and comes
// back later.
COURSE_SCENARIO("two values come when the time of one receiver is up") {
  Channel channel(capacity());
  course_test::name(channel, "channel");
  int a_got = nothing, b_got = nothing;
  course_test::Thread a([&] { a_got = received(channel); });
  course_test::Thread b([&] {
    const Answer answer = receive_for(channel, milliseconds(50));
    b_got = answer.status == ChannelStatus::ok ? answer.out : received(channel);
  });
  std::this_thread::sleep_for(milliseconds(50));
  const bool sent_1 = channel.send(Parcel(1));
  const bool sent_2 = channel.send(Parcel(2));
  a.join();
  b.join();
  course_test::observe("sent", sent_1, sent_2);
  course_test::observe("received", a_got, b_got);
}

}  // namespace
