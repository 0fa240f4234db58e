// What people get wrong with the same things: each has its verdict.
#include <barrier>
#include <latch>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;

// ---- Data races.

// expect: data-race
COURSE_SCENARIO("a thread is asked for its id while another joins it") {
  std::thread worker([] {});
  bool mine = false;
  both([&] { worker.join(); },
       [&] { mine = worker.get_id() == std::this_thread::get_id(); });
}

// expect: data-race
COURSE_SCENARIO("a counter without a lock") {
  int n = 0;
  const auto count = [&] { ++n; };
  both(count, count);
}

// expect: data-race
COURSE_SCENARIO("one path without the lock") {
  std::mutex m;
  int n = 0;
  both(
      [&] {
        std::lock_guard lock(m);
        ++n;
      },
      [&] {
        m.lock();
        m.unlock();
        ++n;
      });
}

// expect: data-race
COURSE_SCENARIO("a mutex each") {
  int n = 0;
  const auto count = [&] {
    std::mutex mine;
    std::lock_guard lock(mine);
    ++n;
  };
  both(count, count);
}

// expect: data-race
COURSE_SCENARIO("a write under a shared lock") {
  std::shared_mutex m;
  int n = 0;
  const auto count = [&] {
    std::shared_lock lock(m);
    ++n;
  };
  both(count, count);
}

// expect: data-race
COURSE_SCENARIO("std::string append") {
  std::string text;
  const auto append = [&] { text += "more"; };
  both(append, append);
}

// expect: data-race
COURSE_SCENARIO("memcpy and memcpy") {
  char to[64] = {}, from[64] = {};
  char* volatile p = to;
  const auto copy = [&] { std::memcpy(p, from, sizeof from); };
  both(copy, copy);
}

// expect: data-race
COURSE_SCENARIO("memset and a read") {
  std::vector<char> v(100);
  both([&] { std::memset(v.data(), 1, v.size()); },
       [&] { course_test::observe("never", v[50]); });
}

// expect: data-race
COURSE_SCENARIO("two bits of a vector<bool>") {
  std::vector<bool> bits(8);
  both([&] { bits[0] = true; }, [&] { bits[5] = true; });
}

// expect: data-race
COURSE_SCENARIO("two bit fields of one word") {
  struct {
    unsigned a : 4, b : 4;
  } s{};
  both([&] { s.a = 1; }, [&] { s.b = 1; });
}

// expect: data-race
COURSE_SCENARIO("a relaxed flag publishes nothing") {
  int value = 0;
  std::atomic<bool> ready{false};
  both(
      [&] {
        value = 5;
        ready.store(true, std::memory_order_relaxed);
      },
      [&] {
        while (!ready.load(std::memory_order_relaxed)) {
        }
        course_test::observe("value", value);
      });
}

// expect: data-race
COURSE_SCENARIO("a release fence without its acquire fence") {
  int value = 0;
  std::atomic<bool> ready{false};
  both(
      [&] {
        value = 5;
        std::atomic_thread_fence(std::memory_order_release);
        ready.store(true, std::memory_order_relaxed);
      },
      [&] {
        if (ready.load(std::memory_order_relaxed))
          course_test::observe("value", value);
      });
}

// expect: data-race
COURSE_SCENARIO("a store breaks the release sequence") {
  int value = 0;
  std::atomic<int> stage{0};
  all_three(
      [&] {
        value = 5;
        stage.store(1, std::memory_order_release);
      },
      [&] {
        if (stage.load(std::memory_order_relaxed) == 1)
          stage.store(3, std::memory_order_relaxed);
      },
      [&] {
        if (stage.load(std::memory_order_acquire) == 3)
          course_test::observe("value", value);
      });
}

// expect: data-race
COURSE_SCENARIO("a spin lock that is given back relaxed") {
  std::atomic<bool> taken{false};
  int n = 0;
  const auto count = [&] {
    while (taken.exchange(true, std::memory_order_acquire))
      std::this_thread::yield();
    ++n;
    taken.store(false, std::memory_order_relaxed);
  };
  both(count, count);
}

// expect: data-race
COURSE_SCENARIO("Peterson's lock with relaxed orders") {
  std::atomic<bool> wants[2] = {};
  std::atomic<int> turn{0};
  int n = 0;
  const auto relaxed = std::memory_order_relaxed;
  const auto count = [&](int me) {
    wants[me].store(true, relaxed);
    turn.store(1 - me, relaxed);
    while (wants[1 - me].load(relaxed) && turn.load(relaxed) == 1 - me) {
    }
    ++n;
    wants[me].store(false, relaxed);
  };
  both([&] { count(0); }, [&] { count(1); });
}

// expect: data-race
COURSE_SCENARIO("one shared_ptr, assigned and copied") {
  std::shared_ptr<int> p = std::make_shared<int>(1);
  both([&] { p = std::make_shared<int>(2); },
       [&] {
         const std::shared_ptr<int> mine = p;
         course_test::observe("seen", mine ? *mine : 0);
       });
}

// expect: data-race
COURSE_SCENARIO("what two shared_ptrs point to") {
  const auto p = std::make_shared<int>(1);
  std::thread a([p] { ++*p; });
  std::thread b([p] { ++*p; });
  a.join();
  b.join();
}

// expect: data-race
COURSE_SCENARIO("a double-checked pointer that is not atomic") {
  static int* instance = nullptr;
  static std::mutex m;
  const auto get = [] {
    if (!instance) {
      std::lock_guard lock(m);
      if (!instance) instance = new int(5);
    }
    return *instance;
  };
  both([&] { get(); }, [&] { get(); });
}

// expect: data-race
COURSE_SCENARIO("a loop counter captured by reference") {
  std::vector<std::thread> threads;
  std::atomic<int> sum{0};
  for (int i = 0; i < 2; ++i) threads.emplace_back([&] { sum += i; });
  for (auto& t : threads) t.join();
}

// expect: data-race
COURSE_SCENARIO("another's thread_local object") {
  static thread_local int mine = 0;
  int* const p = &mine;
  std::thread t([p] { ++*p; });
  ++mine;
  t.join();
}

// expect: data-race
COURSE_SCENARIO("a result read before the join") {
  int result = 0;
  std::thread t([&] { result = 1; });
  course_test::observe("result", result);
  t.join();
}

// expect: data-race
COURSE_SCENARIO("a detached thread's result, when others have been joined") {
  int result = 0;
  std::thread([&] { result = 1; }).detach();
  std::this_thread::sleep_for(1h);
  std::thread([] {}).join();
  course_test::observe("result", result);
}
