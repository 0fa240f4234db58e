// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "shared_queue.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <system_error>
#include <vector>

namespace {

// Half of one and half of another do not fit together.
struct Item {
  int number, check;
};

using One = course::SharedQueue<Item, 1>;
using Two = course::SharedQueue<Item, 2>;
using Three = course::SharedQueue<Item, 3>;
using std::chrono::milliseconds;

}  // namespace

COURSE_SIGNATURE("put must be void(const T&)", void (One::*)(const Item&),
                 &One::put);
COURSE_SIGNATURE("get must be T()", Item (One::*)(), &One::get);
COURSE_SIGNATURE("get_for must be std::optional<T>(std::chrono::milliseconds)",
                 std::optional<Item> (One::*)(milliseconds), &One::get_for);
COURSE_SIGNATURE("size must be std::size_t() const",
                 std::size_t (One::*)() const, &One::size);

namespace {

Item item(int number) { return {number, -number}; }

// 100: it was never put like this.
int number_of(const Item& i) {
  return i.number > 0 && i.check == -i.number ? i.number : 100;
}

template <class Queue>
int got(Queue& q) {
  return number_of(q.get());
}

template <class Queue>
int got_for(Queue& q, int timeout) {
  const std::optional<Item> i = q.get_for(milliseconds(timeout));
  return i ? number_of(*i) : 0;
}

// Runs f in a child, whose exit code is what f returns.
template <class Function>
pid_t child(Function f) {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  int code = 0;
  [&]() noexcept { code = f(); }();
  _exit(code);
}

// The same; it may be killed meanwhile.
template <class Function>
pid_t victim(Function f) {
  return child([&] {
    course_test::MayBeKilled may_be_killed;
    return f();
  });
}

// -1: it was killed.
int code_of(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

long now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1'000'000;
}

}  // namespace

COURSE_SCENARIO("one process") {
  Three q, other;
  std::vector<int> sizes{static_cast<int>(q.size())}, numbers;
  for (int next = 1, round = 0; round < 3; ++round) {
    for (int i = 0; i < 3; ++i) q.put(item(next++));
    sizes.push_back(static_cast<int>(q.size()));
    for (int i = 0; i < 2; ++i) numbers.push_back(got(q));
    q.put(item(next++));
    for (int i = 0; i < 2; ++i) numbers.push_back(got_for(q, 10));
  }
  course_test::observe("sizes", sizes, q.size(), other.size());
  course_test::observe("numbers", numbers);
  int others = 0;  // if 255 is followed by 0, two items are in one slot
  q.put(item(13));
  for (int next = 14; next < 300; ++next) {
    q.put(item(next));
    if (got(q) != next - 1) ++others;
  }
  course_test::observe("others", others);
}

COURSE_SCENARIO("a consumer waits") {
  Two q;
  course_test::name(q, "q");
  const pid_t consumer = child([&] { return got(q); });
  q.put(item(5));
  course_test::observe("got", code_of(consumer));
}

COURSE_SCENARIO("a producer waits") {
  One q;
  const pid_t producer = child([&] {
    for (int i = 1; i <= 3; ++i) q.put(item(i));
    return 0;
  });
  const int first = got_for(q, 1000), second = got(q), third = got(q);
  code_of(producer);
  course_test::observe("got", first, second, third);
}

COURSE_SCENARIO("two producers and two consumers") {
  One q;
  const pid_t a = child([&] { return got(q); });
  const pid_t b = child([&] { return got(q); });
  const pid_t c = child([&] { return q.put(item(1)), 0; });
  q.put(item(2));
  code_of(c);
  const int in_a = code_of(a), in_b = code_of(b);
  course_test::observe("got", in_a, in_b);
  course_test::observe("size", q.size());
}

COURSE_SCENARIO("two consumers wait") {
  Two q;
  const pid_t a = child([&] { return got(q); });
  const pid_t b = child([&] { return got(q); });
  q.put(item(1));
  q.put(item(2));
  const int in_a = code_of(a), in_b = code_of(b);
  course_test::observe("got", in_a, in_b);
}

COURSE_SCENARIO("somebody looks at the size") {
  One q;
  const pid_t producer =
      child([&] { return q.put(item(1)), q.put(item(2)), 0; });
  const pid_t consumer = child([&] {
    const int first = got(q);
    return first * 10 + got(q);
  });
  course_test::observe("size", q.size());
  code_of(producer);
  course_test::observe("got", code_of(consumer));
}

COURSE_SCENARIO("who waits sleeps") {
  One q;
  const pid_t producer =
      child([&] { return usleep(200'000), q.put(item(1)), 0; });
  course_test::observe("got", got(q));
  code_of(producer);
}

COURSE_SCENARIO("nothing comes") {
  One q;
  const long begin = now();
  const int nothing = got_for(q, 30);
  course_test::observe("got, time", nothing, now() - begin);
  const long again = now();
  const int at_once = got_for(q, 0);
  course_test::observe("at once", at_once, now() - again);
}

COURSE_SCENARIO("nothing comes into the next second") {
  One q;
  usleep(980'000);  // the clocks begin with a full second
  const long begin = now();
  const int nothing = got_for(q, 30);
  const long again = now();
  const int nothing_more = got_for(q, 1010);
  course_test::observe("got, time", nothing, again - begin);
  course_test::observe("a second", nothing_more, now() - again);
}

COURSE_SCENARIO("it is there, and another one looks, too") {
  Two q;
  q.put(item(1));
  const pid_t other = child([&] { return static_cast<int>(q.size()); });
  course_test::observe("got", got_for(q, 0));
  code_of(other);
}

COURSE_SCENARIO("an item comes") {
  const auto when = static_cast<unsigned>(course_test::input("when"));
  One q;
  const long begin = now();
  const pid_t producer = child([&] {
    usleep(when * 1000);
    return q.put(item(7)), 0;
  });
  int number = got_for(q, 30);
  course_test::observe("in time", number == 7);
  const long end = now();
  if (number == 0) number = got(q);
  course_test::observe("got, time", number, end - begin);
  code_of(producer);
}

COURSE_SCENARIO("a child destroys its own") {
  auto* const q = new Two;
  const pid_t destroys = child([&] { return q->put(item(1)), delete q, 0; });
  const pid_t works = child([&] { return q->put(item(2)), 0; });
  const int first = got(*q), second = got(*q);
  code_of(destroys);
  code_of(works);
  course_test::observe("got", first + second, q->size());
  delete q;
}

COURSE_SCENARIO("there may be no memory") {
  try {
    course_test::MayFail may_fail;
    One q;
    course_test::observe("size", q.size());
  } catch (const std::system_error&) {
    course_test::observe("size", "std::system_error");
  }
}

COURSE_SCENARIO("killed in put") {
  One q;
  const int code = code_of(victim([&] { return q.put(item(1)), 0; }));
  if (q.size() == 0) q.put(item(2));
  const int first = got(q);
  q.put(item(3));  // it has its whole capacity
  course_test::observe("got", first, got(q));
  course_test::observe("lost", code == 0 && first != 1);
}

COURSE_SCENARIO("killed in put while a consumer waits") {
  Two q;
  const pid_t consumer = child([&] { return got_for(q, 1000); });
  code_of(victim([&] { return q.put(item(1)), 0; }));
  q.put(item(2));
  const int first = code_of(consumer);
  const int second = got_for(q, 0);
  course_test::observe("got", first, second, q.size());
}

COURSE_SCENARIO("killed in get while a producer waits") {
  Two q;
  q.put(item(1));
  q.put(item(2));
  const pid_t producer = child([&] { return q.put(item(3)), 0; });
  const int code = code_of(victim([&] { return got(q); }));
  std::vector<int> numbers{got(q)};
  code_of(producer);
  while (q.size() > 0) numbers.push_back(got(q));
  course_test::observe("got", numbers);
  course_test::observe("twice", code == 1 && numbers.size() != 2);
}

// Who was killed may have put or got an item and told nobody. After the next
// put there are as many items as consumers, after the next get as much room as
// producers.
COURSE_SCENARIO("killed in put while two consumers wait") {
  Three q;
  const pid_t a = child([&] { return got(q); });
  const pid_t b = child([&] { return got(q); });
  code_of(victim([&] { return q.put(item(1)), 0; }));
  usleep(150'000);
  const bool there = q.size() > 0;
  q.put(item(2));
  if (!there) q.put(item(3));
  const int in_a = code_of(a), in_b = code_of(b);
  course_test::observe("got", std::min(in_a, in_b), std::max(in_a, in_b));
}

COURSE_SCENARIO("killed in get while two producers wait") {
  Two q;
  q.put(item(1));
  q.put(item(2));
  const pid_t a = child([&] { return q.put(item(3)), 0; });
  const pid_t b = child([&] { return q.put(item(3)), 0; });
  code_of(victim([&] { return got(q); }));
  usleep(150'000);
  const bool room = q.size() < 2;
  std::vector<int> numbers{got(q)};
  if (!room) numbers.push_back(got(q));
  code_of(a);
  code_of(b);
  while (q.size() > 0) numbers.push_back(got(q));
  course_test::observe("got", numbers);
}
