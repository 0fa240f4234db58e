// What people get wrong with the same things: each has its verdict.
#include <barrier>
#include <future>
#include <latch>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;

// ---- Wrong results.

// expect: wrong-result
COURSE_SCENARIO("an atomic in two steps") {
  std::atomic<int> n{0};
  const auto count = [&] { n = n + 1; };
  both(count, count);
  course_test::observe("holds", n == 2);
}

// expect: wrong-result
COURSE_SCENARIO("looks, then acts") {
  std::mutex m;
  int money = 60;
  const auto pay = [&] {
    m.lock();
    const bool enough = money >= 60;
    m.unlock();
    if (!enough) return;
    std::lock_guard lock(m);
    money -= 60;
  };
  both(pay, pay);
  course_test::observe("holds", money >= 0);
}

// expect: wrong-result
COURSE_SCENARIO("if instead of while") {
  std::mutex m;
  std::condition_variable c;
  int items = 0;
  bool negative = false;
  const auto take = [&] {
    std::unique_lock lock(m);
    if (items == 0) c.wait(lock);
    if (--items < 0) negative = true;
  };
  const auto put = [&] {
    std::lock_guard lock(m);
    ++items;
    c.notify_one();
  };
  std::thread first(take), second(take), x(put), y(put);
  first.join();
  x.join();
  second.join();
  y.join();
  course_test::observe("holds", !negative);
}

// expect: wrong-result
COURSE_SCENARIO("a time-out taken for a signal") {
  std::mutex m;
  std::condition_variable c;
  bool ready = false, seen = false;
  both(
      [&] {
        std::unique_lock lock(m);
        c.wait_for(lock, 10ms);
        seen = ready;
      },
      [&] {
        std::this_thread::sleep_for(20ms);
        std::lock_guard lock(m);
        ready = true;
        c.notify_one();
      });
  course_test::observe("holds", seen);
}

// Equal reads in one loop are operations of their own: the change may come
// between any two of them, and nothing else tells the scheduler so.
// expect: wrong-result
COURSE_SCENARIO("three reads under a lock, in a loop") {
  std::mutex m;
  int value = 0;
  bool late = false;
  both(
      [&] {
        int seen[3];
        for (int& s : seen) {
          std::lock_guard lock(m);
          s = value;
        }
        late = seen[1] == 0 && seen[2] == 1;
      },
      [&] {
        std::lock_guard lock(m);
        value = 1;
      });
  course_test::observe("holds", !late);
}

// expect: wrong-result
COURSE_SCENARIO("two loads of an atomic, in a loop") {
  std::atomic<int> value{0};
  bool differ = false;
  both(
      [&] {
        int seen[2];
        for (int& s : seen) s = value;
        differ = seen[0] != seen[1];
      },
      [&] { value = 1; });
  course_test::observe("holds", !differ);
}

// ---- Ends.

// expect: livelock
COURSE_SCENARIO("a spin lock that is never given back") {
  std::atomic_flag taken;
  const auto take = [&] {
    while (taken.test_and_set()) std::this_thread::yield();
  };
  both(take, take);
}

// expect: livelock
COURSE_SCENARIO("nobody asks it to stop") {
  std::atomic<bool> stop{false};
  std::jthread t([&] {
    while (!stop) std::this_thread::yield();
  });
}

// expect: crash "future_error"
COURSE_SCENARIO("a promise that is broken") {
  std::future<int> f;
  {
    std::promise<int> p;
    f = p.get_future();
  }
  course_test::observe("never", f.get());
}

// expect: crash "std::terminate is called"
COURSE_SCENARIO("a vector of threads that nobody joins") {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back([] {});
}

// expect: crash "nobody holds"
COURSE_SCENARIO("try_lock_for, whose answer nobody looks at") {
  std::timed_mutex m;
  const auto use = [&] {
    (void)m.try_lock_for(1ms);
    std::this_thread::sleep_for(5ms);
    m.unlock();
  };
  both(use, use);
}

// expect: lifetime "destroyed"
COURSE_SCENARIO("notifies a condition variable that is gone") {
  alignas(std::condition_variable) static char
      memory[sizeof(std::condition_variable)];
  auto* c = new (memory) std::condition_variable;
  c->~condition_variable();
  c->notify_one();
}

// expect: lifetime
COURSE_SCENARIO("unlocks a mutex that is gone") {
  struct Guarded {
    std::mutex m;
    int n = 0;
  };
  auto* g = new Guarded;
  std::atomic<bool> last{false};
  both(
      [&] {
        g->m.lock();
        last = true;
        g->m.unlock();
      },
      [&] {
        while (!last) std::this_thread::yield();
        delete g;
      });
}

// expect: lifetime
COURSE_SCENARIO("a reference into a vector that grows") {
  std::mutex m;
  std::vector<int> v(1, 5);
  int& first = v[0];
  both(
      [&] {
        std::lock_guard lock(m);
        v.push_back(6);
      },
      [&] {
        std::lock_guard lock(m);
        course_test::observe("first", first);
      });
}

// ---- Several at once: bound by bound, then by rank.

// A race in every order, a deadlock with one delay.
// expect: data-race
COURSE_SCENARIO("a race before a deadlock") {
  std::mutex a, b;
  int n = 0;
  both(
      [&] {
        ++n;
        std::lock_guard x(a);
        std::lock_guard y(b);
      },
      [&] {
        ++n;
        std::lock_guard x(b);
        std::lock_guard y(a);
      });
}

// Wrong in every order, a race with one delay.
// expect: wrong-result
COURSE_SCENARIO("a wrong result before a race") {
  std::mutex m;
  int n = 0;
  const auto work = [&] {
    if (m.try_lock())
      m.unlock();
    else
      ++n;
  };
  all_three(work, work, work);
  course_test::observe("holds", false);
}

// Both with one delay: the race has the higher rank.
// expect: data-race
COURSE_SCENARIO("a race beside a deadlock") {
  std::mutex a, b;
  int n = 0;
  std::atomic<bool> here{false};
  both(
      [&] {
        n = 1;
        here.store(true, std::memory_order_relaxed);
        here.store(false, std::memory_order_relaxed);
        std::lock_guard x(a);
        std::lock_guard y(b);
      },
      [&] {
        if (here.load(std::memory_order_relaxed)) n = 2;
        std::lock_guard x(b);
        std::lock_guard y(a);
      });
}

// The deadlock leaves std::cout's buffer pointing at memory of its schedule.
// expect: deadlock
COURSE_SCENARIO("std::cout is redirected when all stops") {
  std::ostringstream here;
  std::streambuf* const before = std::cout.rdbuf(here.rdbuf());
  std::cout << "a line\n";
  std::mutex a, b;
  both(
      [&] {
        std::lock_guard x(a);
        std::lock_guard y(b);
      },
      [&] {
        std::lock_guard x(b);
        std::lock_guard y(a);
      });
  std::cout.rdbuf(before);
  std::cout << "another line\n";
}
