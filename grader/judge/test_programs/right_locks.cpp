// Right uses of what the standard library offers: no false alarm, whatever the
// order.
#include <barrier>
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

// ---- Locks.

// expect: pass, every order
COURSE_SCENARIO("a mutex") {
  std::mutex m;
  int n = 0;
  const auto count = [&] {
    std::lock_guard lock(m);
    ++n;
  };
  both(count, count);
  course_test::observe("holds", n == 2);
}

// expect: pass
COURSE_SCENARIO("scoped_lock of two mutexes in both orders") {
  std::mutex a, b;
  int n = 0;
  both(
      [&] {
        std::scoped_lock lock(a, b);
        ++n;
      },
      [&] {
        std::scoped_lock lock(b, a);
        ++n;
      });
  course_test::observe("holds", n == 2);
}

// expect: pass, every order
COURSE_SCENARIO("a timed mutex, given up after exactly 50 ms") {
  std::timed_mutex m;
  m.lock();
  bool got = true;
  Clock::duration waited{};
  std::thread t([&] {
    const auto begin = Clock::now();
    got = m.try_lock_for(50ms);
    waited = Clock::now() - begin;
  });
  std::this_thread::sleep_for(100ms);
  m.unlock();
  t.join();
  course_test::observe("holds", !got && waited == 50ms);
}

// expect: pass, every order
COURSE_SCENARIO("a timed mutex, had after exactly 100 ms") {
  std::timed_mutex m;
  m.lock();
  bool got = false;
  Clock::duration waited{};
  std::thread t([&] {
    const auto begin = Clock::now();
    got = m.try_lock_until(begin + 200ms);
    waited = Clock::now() - begin;
    m.unlock();
  });
  std::this_thread::sleep_for(100ms);
  m.unlock();
  t.join();
  course_test::observe("holds", got && waited == 100ms);
}

// expect: pass, every order
COURSE_SCENARIO("a recursive timed mutex") {
  std::recursive_timed_mutex m;
  int n = 0;
  const auto count = [&] {
    std::scoped_lock outer(m);
    if (m.try_lock_for(1ms)) {
      ++n;
      m.unlock();
    }
  };
  both(count, count);
  course_test::observe("holds", n == 2);
}

// expect: pass
COURSE_SCENARIO("a shared mutex, two readers and a writer") {
  std::shared_mutex m;
  int a = 0, b = 0;
  std::atomic<bool> equal{true};
  const auto read = [&] {
    std::shared_lock lock(m);
    if (a != b) equal = false;
  };
  all_three(read, read, [&] {
    std::unique_lock lock(m);
    ++a;
    ++b;
  });
  course_test::observe("holds", equal && a == 1);
}

// expect: pass
COURSE_SCENARIO("two readers at a time") {
  std::shared_mutex m;
  std::latch inside{2};
  const auto read = [&] {
    std::shared_lock lock(m);
    inside.arrive_and_wait();
  };
  both(read, read);
}

// expect: pass, every order
COURSE_SCENARIO("a shared timed mutex times out to the millisecond") {
  std::shared_timed_mutex m;
  m.lock();
  Clock::duration waited{};
  std::thread t([&] {
    const auto begin = Clock::now();
    if (!m.try_lock_shared_for(30ms)) waited = Clock::now() - begin;
  });
  std::this_thread::sleep_for(1h);
  m.unlock();
  t.join();
  course_test::observe("holds", waited == 30ms);
}

// expect: pass
COURSE_SCENARIO("a spin lock with yield") {
  std::atomic_flag taken;
  int n = 0;
  const auto count = [&] {
    while (taken.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
    ++n;
    taken.clear(std::memory_order_release);
  };
  both(count, count);
  course_test::observe("holds", n == 2);
}

// expect: pass
COURSE_SCENARIO("a spin lock without yield") {
  std::atomic<bool> taken{false};
  int n = 0;
  const auto count = [&] {
    while (taken.exchange(true)) {
    }
    ++n;
    taken = false;
  };
  both(count, count);
  course_test::observe("holds", n == 2);
}

// expect: pass
COURSE_SCENARIO("Peterson's lock") {
  std::atomic<bool> wants[2] = {};
  std::atomic<int> turn{0};
  int n = 0;
  const auto count = [&](int me) {
    wants[me] = true;
    turn = 1 - me;
    while (wants[1 - me] && turn == 1 - me) {
    }
    ++n;
    wants[me] = false;
  };
  both([&] { count(0); }, [&] { count(1); });
  course_test::observe("holds", n == 2);
}
