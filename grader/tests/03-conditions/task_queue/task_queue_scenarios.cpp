// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "task_queue.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <type_traits>

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// All that an item must be able to do is to be copied and made of nothing.
struct Item {
  int number = 0;
};

using Queue = course::TaskQueue<Item>;

static_assert(std::is_constructible_v<Queue, std::size_t> &&
                  std::is_default_constructible_v<Queue>,
              "TaskQueue must be made of a std::size_t, 0 by default");
COURSE_SIGNATURE("put must be void(T)", void (Queue::*)(Item), &Queue::put);
COURSE_SIGNATURE("get must be T()", Item (Queue::*)(), &Queue::get);
COURSE_SIGNATURE("get_for must be std::optional<T>(std::chrono::milliseconds)",
                 std::optional<Item> (Queue::*)(milliseconds), &Queue::get_for);
COURSE_SIGNATURE("task_done must be void()", void (Queue::*)(),
                 &Queue::task_done);
COURSE_SIGNATURE("join must be void()", void (Queue::*)(), &Queue::join);
COURSE_SIGNATURE("size must be std::size_t() const",
                 std::size_t (Queue::*)() const, &Queue::size);

// What get_for() got instead of an item.
constexpr int nothing = 0;

int number_of(const std::optional<Item>& item) {
  return item ? item->number : nothing;
}

// True if task_done() throws std::logic_error. One that is not written yet does
// so, too, and is let through.
bool refused(Queue& queue) {
  try {
    queue.task_done();
  } catch (const std::logic_error& e) {
    if (std::string_view(e.what()).substr(0, 5) == "TODO:") throw;
    return true;
  }
  return false;
}

// How many milliseconds have passed since it was made.
class Stopwatch {
 public:
  std::int64_t ms() const {
    return std::chrono::duration_cast<milliseconds>(Clock::now() - start_)
        .count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

// Not inlined: clang++ leaves looks into a local variable of the scenario
// uninstrumented, although other threads have references to it.
[[gnu::noinline]] std::size_t size_of(const Queue& queue) {
  return queue.size();
}

// Gets an item and is done with it.
void consume(Queue& queue) {
  queue.get();
  course_test::event("task is done");
  queue.task_done();
}

COURSE_SCENARIO("one thread puts three items in and gets them") {
  Queue queue, other;
  course_test::name(queue, "queue");
  course_test::name(other, "other");
  for (int number : {1, 2, 3}) queue.put({number});
  const int first = queue.get().number;
  const int second = queue.get().number;
  const int third = queue.get().number;
  course_test::observe("items", first, second, third);
  const auto emptied = size_of(queue);
  queue.put({4});
  queue.put({5});
  course_test::observe("sizes", emptied, size_of(queue), size_of(other));
}

COURSE_SCENARIO("one thread fills a queue of two places twice") {
  Queue queue(2);
  course_test::name(queue, "queue");
  queue.put({1});
  queue.put({2});
  const int first = queue.get().number;
  queue.put({3});
  const int second = queue.get().number;
  const int third = queue.get().number;
  course_test::observe("items", first, second, third);
}

// Time moves on when nobody can run: the consumer waits by then.
COURSE_SCENARIO("an item comes after an hour") {
  Queue queue;
  course_test::name(queue, "queue");
  int got = nothing;
  course_test::Thread consumer([&] { got = queue.get().number; });
  std::this_thread::sleep_for(hours(1));
  queue.put({1});
  consumer.join();
  course_test::observe("item", got);
}

COURSE_SCENARIO("two consumers, two items") {
  Queue queue;
  course_test::name(queue, "queue");
  int c_got = nothing, d_got = nothing;
  course_test::Thread c([&] { c_got = queue.get().number; });
  course_test::Thread d([&] { d_got = queue.get().number; });
  queue.put({1});
  queue.put({2});
  c.join();
  d.join();
  course_test::observe("items", c_got, d_got);
}

COURSE_SCENARIO("two producers, one consumer") {
  Queue queue;
  course_test::name(queue, "queue");
  course_test::Thread a([&] {
    queue.put({1});
    queue.put({2});
  });
  course_test::Thread b([&] { queue.put({3}); });
  const int first = queue.get().number;
  const int second = queue.get().number;
  const int third = queue.get().number;
  course_test::observe("items", first, second, third);
}

COURSE_SCENARIO("a place is free after an hour") {
  Queue queue(1);
  course_test::name(queue, "queue");
  course_test::Thread producer([&] {
    queue.put({1});
    queue.put({2});
    course_test::event("second put returns");
  });
  std::this_thread::sleep_for(hours(1));
  course_test::observe("size", size_of(queue));
  course_test::event("get begins");
  const int first = queue.get().number;
  const int second = queue.get().number;
  course_test::observe("items", first, second);
}

COURSE_SCENARIO("two producers, one place") {
  Queue queue(1);
  course_test::name(queue, "queue");
  course_test::Thread a([&] {
    queue.put({1});
    course_test::event("put returns");
  });
  course_test::Thread b([&] {
    queue.put({2});
    course_test::event("put returns");
  });
  course_test::observe("size", size_of(queue));
  course_test::event("get begins");
  const int first = queue.get().number;
  const int second = queue.get().number;
  course_test::observe("items", first, second);
}

COURSE_SCENARIO("two producers wait for two places") {
  Queue queue(2);
  course_test::name(queue, "queue");
  queue.put({1});
  queue.put({2});
  course_test::Thread a([&] { queue.put({3}); });
  course_test::Thread b([&] { queue.put({4}); });
  const int first = queue.get().number;
  const int second = queue.get().number;
  a.join();
  b.join();
  course_test::observe("items", first, second);
  course_test::observe("size", size_of(queue));
}

COURSE_SCENARIO("two producers, two consumers, one place") {
  Queue queue(1);
  course_test::name(queue, "queue");
  int c_got = nothing, d_got = nothing;
  course_test::Thread a([&] { queue.put({1}); });
  course_test::Thread b([&] { queue.put({2}); });
  course_test::Thread c([&] { c_got = queue.get().number; });
  course_test::Thread d([&] { d_got = queue.get().number; });
  a.join();
  b.join();
  c.join();
  d.join();
  course_test::observe("items", c_got, d_got);
}

COURSE_SCENARIO("size while others put and get") {
  Queue queue(1);
  course_test::name(queue, "queue");
  course_test::Thread producer([&] {
    queue.put({1});
    course_test::event("put returns");
  });
  course_test::Thread consumer([&] {
    course_test::event("get begins");
    queue.get();
    course_test::event("get returns");
  });
  course_test::event("size is asked");
  const std::size_t size = size_of(queue);
  course_test::event("size is known");
  course_test::observe("size", size);
}

COURSE_SCENARIO("one thread joins") {
  Queue queue;
  course_test::name(queue, "queue");
  queue.join();
  queue.put({1});
  queue.put({2});
  queue.get();
  queue.get();
  queue.task_done();
  queue.task_done();
  queue.join();
}

COURSE_SCENARIO("task_done is called too often") {
  Queue queue;
  course_test::name(queue, "queue");
  queue.put({1});
  queue.get();
  queue.task_done();
  const bool second = refused(queue);
  const bool third = refused(queue);
  course_test::observe("refused", second, third);
}

COURSE_SCENARIO("the queue is used after a task_done too many") {
  Queue queue;
  course_test::name(queue, "queue");
  queue.put({1});
  queue.get();
  queue.task_done();
  refused(queue);
  queue.put({2});
  queue.get();
  queue.task_done();
  queue.join();
  course_test::observe("refused", refused(queue));
}

// Time moves on when nobody can run: the producer waits by then, and its item
// is not in before the get makes room.
COURSE_SCENARIO("task_done is called too often while a producer waits") {
  Queue queue(1);
  course_test::name(queue, "queue");
  queue.put({1});
  course_test::Thread producer([&] { queue.put({2}); });
  std::this_thread::sleep_for(hours(1));
  queue.get();
  queue.task_done();
  const bool second = refused(queue);
  course_test::observe("refused, size", second, size_of(queue));
}

COURSE_SCENARIO("a task takes an hour") {
  Queue queue;
  course_test::name(queue, "queue");
  queue.put({1});
  queue.put({2});
  course_test::Thread consumer([&] {
    consume(queue);
    queue.get();
    std::this_thread::sleep_for(hours(1));
    course_test::event("task is done");
    queue.task_done();
  });
  queue.join();
  course_test::event("join returns");
}

COURSE_SCENARIO("two threads join") {
  Queue queue;
  course_test::name(queue, "queue");
  queue.put({1});
  const auto join = [&] {
    queue.join();
    course_test::event("join returns");
  };
  course_test::Thread a(join), b(join);
  consume(queue);
}

COURSE_SCENARIO("one thread joins twice") {
  Queue queue;
  course_test::name(queue, "queue");
  course_test::Thread consumer([&] {
    consume(queue);
    consume(queue);
  });
  for (int number : {1, 2}) {
    queue.put({number});
    queue.join();
    course_test::event("join returns");
  }
}

// The join cannot return before the second item was put in: until then the
// first one is not done.
COURSE_SCENARIO("an item comes while one thread joins and another one gets") {
  Queue queue;
  course_test::name(queue, "queue");
  queue.put({1});
  queue.get();
  course_test::Thread joiner([&] {
    queue.join();
    course_test::event("join returns");
  });
  course_test::Thread consumer([&] { consume(queue); });
  queue.put({2});
  course_test::event("task is done");
  queue.task_done();
}

COURSE_SCENARIO("two producers, two consumers and a join") {
  Queue queue(1);
  course_test::name(queue, "queue");
  course_test::Thread c([&] { consume(queue); });
  course_test::Thread d([&] { consume(queue); });
  course_test::Thread a([&] { queue.put({1}); });
  queue.put({2});
  a.join();
  queue.join();
  course_test::event("join returns");
}

COURSE_SCENARIO("get_for of one thread") {
  Queue queue;
  course_test::name(queue, "queue");
  const Stopwatch watch;
  const int after_an_hour = number_of(queue.get_for(hours(1)));
  const std::int64_t waited = watch.ms();
  const int after_zero = number_of(queue.get_for(milliseconds(0)));
  const int after_less = number_of(queue.get_for(milliseconds(-1)));
  course_test::observe("nothing comes", after_an_hour, after_zero, after_less);
  course_test::observe("waited", waited, watch.ms());
  for (int number : {1, 2, 3}) queue.put({number});
  const int first = number_of(queue.get_for(hours(1)));
  const int second = number_of(queue.get_for(milliseconds(0)));
  const int third = number_of(queue.get_for(milliseconds(-1)));
  course_test::observe("items", first, second, third);
  course_test::observe("waited for items that are in", watch.ms() - waited);
}

COURSE_SCENARIO("an item comes in time") {
  Queue queue;
  course_test::name(queue, "queue");
  int got = nothing;
  std::int64_t waited = 0;
  course_test::Thread consumer([&] {
    const Stopwatch watch;
    got = number_of(queue.get_for(milliseconds(50)));
    waited = watch.ms();
  });
  std::this_thread::sleep_for(milliseconds(20));
  queue.put({1});
  consumer.join();
  course_test::observe("item and time", got, waited);
}

COURSE_SCENARIO("get_for makes room") {
  Queue queue(1);
  course_test::name(queue, "queue");
  course_test::Thread producer([&] {
    queue.put({1});
    queue.put({2});
    queue.put({3});
  });
  const int first = number_of(queue.get_for(hours(1)));
  const int second = number_of(queue.get_for(hours(1)));
  const int third = number_of(queue.get_for(hours(1)));
  course_test::observe("items", first, second, third);
}

// Who puts the item in takes it back at once if nobody else was faster.
COURSE_SCENARIO("an item comes and goes") {
  Queue queue;
  course_test::name(queue, "queue");
  int got = nothing;
  std::int64_t waited = 0;
  course_test::Thread consumer([&] {
    const Stopwatch watch;
    got = number_of(queue.get_for(milliseconds(50)));
    waited = watch.ms();
  });
  std::this_thread::sleep_for(milliseconds(20));
  queue.put({1});
  const int taken_back = number_of(queue.get_for(milliseconds(0)));
  consumer.join();
  course_test::observe("items", got, taken_back);
  course_test::observe("waited", waited);
}

COURSE_SCENARIO("an item comes when the time is up") {
  Queue queue;
  course_test::name(queue, "queue");
  int got = nothing;
  course_test::Thread consumer(
      [&] { got = number_of(queue.get_for(milliseconds(50))); });
  std::this_thread::sleep_for(milliseconds(50));
  queue.put({1});
  consumer.join();
  course_test::observe("item and size", got, size_of(queue));
}

// The second item is only for the one who did not get the first.
COURSE_SCENARIO("the time is up while two consumers wait") {
  Queue queue;
  course_test::name(queue, "queue");
  int c_got = nothing, d_got = nothing;
  course_test::Thread c(
      [&] { c_got = number_of(queue.get_for(milliseconds(50))); });
  course_test::Thread d([&] { d_got = queue.get().number; });
  queue.put({1});
  std::this_thread::sleep_for(milliseconds(50));
  c.join();
  if (c_got != nothing) queue.put({2});
  d.join();
  course_test::observe("items", c_got, d_got);
}

}  // namespace
