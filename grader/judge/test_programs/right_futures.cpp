// Right uses of what the standard library offers: no false alarm, whatever the
// order.
#include <barrier>
#include <future>
#include <iomanip>
#include <latch>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>
#include <syncstream>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// ---- Once.

// expect: pass
COURSE_SCENARIO("call_once, the first attempt throws") {
  std::once_flag once;
  int attempts = 0, value = 0;
  std::atomic<int> caught{0}, sum{0};
  const auto get = [&] {
    for (;;) {
      try {
        std::call_once(once, [&] {
          if (++attempts == 1) throw std::runtime_error("not yet");
          value = 5;
        });
        sum += value;
        return;
      } catch (const std::runtime_error&) {
        ++caught;
      }
    }
  };
  both(get, get);
  course_test::observe("holds", attempts == 2 && caught == 1 && sum == 10);
}

namespace {
struct Counted {
  static inline int made = 0;
  int value;
  Counted() : value(++made) {}
};
const Counted& the_only_one() {
  static Counted c;
  return c;
}
int fails_first() {
  static int calls = 0;
  static const int value = [] {
    if (++calls == 1) throw std::runtime_error("not yet");
    return 7;
  }();
  return value;
}
}  // namespace

// expect: pass, every order
COURSE_SCENARIO("a function static is made once") {
  std::atomic<int> sum{0};
  const auto use = [&] { sum += the_only_one().value; };
  both(use, use);
  course_test::observe("holds", sum == 2 && Counted::made == 1);
}

// expect: pass
COURSE_SCENARIO("a function static whose first attempt throws") {
  std::atomic<int> sum{0}, caught{0};
  const auto use = [&] {
    for (int i = 0; i < 2; ++i) try {
        sum += fails_first();
        return;
      } catch (const std::runtime_error&) {
        ++caught;
      }
  };
  both(use, use);
  course_test::observe("holds", sum == 14 && caught == 1);
}

namespace {
struct Note {
  std::atomic<int>* left = nullptr;
  int value = 1;
  ~Note() {
    if (left) *left += value;
  }
};
thread_local Note note;
}  // namespace

// expect: pass
COURSE_SCENARIO("thread_local objects and their destructors") {
  std::atomic<int> left{0};
  const auto use = [&] {
    note.value += 1;
    note.left = &left;
  };
  both(use, use);
  course_test::observe("holds", left == 4 && note.value == 1);
}

// expect: pass, every order
COURSE_SCENARIO("every schedule starts from the same bytes") {
  static int calls = 0;
  static std::map<int*, int> by_address;
  static thread_local int here = 0;
  std::mutex m;
  const auto use = [&] {
    ++here;
    std::lock_guard lock(m);
    ++calls;
    by_address[new int(calls)] = here;
  };
  both(use, use);
  for (auto [p, n] : by_address) {
    course_test::observe("value", *p, n);
    delete p;
  }
  course_test::observe("holds", calls == 2);
}

// ---- Futures.

[[gnu::noinline]] void throws(bool yes) {
  if (yes) throw std::runtime_error("no");
}
[[gnu::noinline]] void rethrows() {
  try {
    throws(true);
  } catch (const std::runtime_error&) {
    throw;
  }
}
[[gnu::noinline]] void gets(std::future<void> f) { f.get(); }

// expect: pass
COURSE_SCENARIO("an exception travels through a promise") {
  std::promise<void> p;
  std::thread t([&] {
    try {
      rethrows();
    } catch (const std::runtime_error&) {
      p.set_exception(std::current_exception());
    }
  });
  bool caught = false;
  try {
    gets(p.get_future());
  } catch (const std::runtime_error& e) {
    caught = e.what() == std::string("no");
  }
  t.join();
  course_test::observe("holds", caught);
}

// expect: pass
COURSE_SCENARIO("a promise and its future") {
  std::promise<std::vector<int>> p;
  auto f = p.get_future();
  std::thread t([&] { p.set_value({1, 2, 3}); });
  const auto v = f.get();
  t.join();
  course_test::observe("holds", v.size() == 3 && v[2] == 3);
}

// expect: pass
COURSE_SCENARIO("an exception through a future") {
  auto f = std::async(std::launch::async,
                      []() -> int { throw std::runtime_error("boom"); });
  std::string text;
  try {
    f.get();
  } catch (const std::runtime_error& e) {
    text = e.what();
  }
  course_test::observe("holds", text == "boom");
}

// expect: pass
COURSE_SCENARIO("async works at the same time, deferred does not") {
  const auto begin = Clock::now();
  auto a = std::async(std::launch::async,
                      [] { return std::this_thread::sleep_for(40ms), 1; });
  auto b = std::async(std::launch::async,
                      [] { return std::this_thread::sleep_for(30ms), 2; });
  auto c = std::async(std::launch::deferred, [] { return 3; });
  const int sum = a.get() + b.get() + c.get();
  course_test::observe("holds", sum == 6 && Clock::now() - begin == 40ms);
}

// expect: pass
COURSE_SCENARIO("a packaged task and a shared future") {
  std::packaged_task<int(int)> task([](int n) { return n + 1; });
  const std::shared_future<int> f = task.get_future();
  std::atomic<int> sum{0};
  const auto use = [&] { sum += f.get(); };
  all_three(
      use, [f, &sum] { sum += f.get(); }, [&] { task(4); });
  course_test::observe("holds", sum == 10);
}

// expect: pass
COURSE_SCENARIO("a future is not ready before its time") {
  auto f = std::async(std::launch::async,
                      [] { return std::this_thread::sleep_for(1s), 1; });
  const auto early = f.wait_for(999ms), late = f.wait_for(2ms);
  course_test::observe("holds", early == std::future_status::timeout &&
                                    late == std::future_status::ready);
}

// ---- Stopping.

// expect: pass
COURSE_SCENARIO("a jthread is asked to stop") {
  std::atomic<int> rounds{0};
  {
    std::jthread t([&](std::stop_token stop) {
      while (!stop.stop_requested()) {
        ++rounds;
        std::this_thread::sleep_for(1ms);
      }
    });
    std::this_thread::sleep_for(5ms);
  }
  course_test::observe("holds", rounds >= 5 && rounds <= 6);
}

// expect: pass
COURSE_SCENARIO("a stop_callback") {
  int called = 0;
  std::stop_source source;
  std::thread t([&, token = source.get_token()] {
    std::stop_callback callback(token, [&] { ++called; });
    std::this_thread::yield();
  });
  source.request_stop();
  t.join();
  course_test::observe("never more than once", called <= 1);
}
