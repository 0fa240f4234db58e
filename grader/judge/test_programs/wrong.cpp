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

// ---- Deadlocks.

// expect: deadlock
COURSE_SCENARIO("two mutexes in both orders") {
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
}

// expect: deadlock
COURSE_SCENARIO("three philosophers") {
  std::mutex forks[3];
  const auto eat = [&](int me) {
    std::lock_guard left(forks[me]);
    std::lock_guard right(forks[(me + 1) % 3]);
  };
  all_three([&] { eat(0); }, [&] { eat(1); }, [&] { eat(2); });
}

// expect: deadlock
COURSE_SCENARIO("a lock that is not given back") {
  std::mutex m;
  const auto lock = [&] { m.lock(); };
  both(lock, lock);
}

// expect: deadlock
COURSE_SCENARIO("a shared lock upgraded by both") {
  std::shared_mutex m;
  const auto upgrade = [&] {
    m.lock_shared();
    m.lock();
    m.unlock();
    m.unlock_shared();
  };
  both(upgrade, upgrade);
}

// expect: deadlock
COURSE_SCENARIO("waits for a semaphore under the lock its releaser needs") {
  std::mutex m;
  std::binary_semaphore s{0};
  both(
      [&] {
        std::lock_guard lock(m);
        s.acquire();
      },
      [&] {
        std::lock_guard lock(m);
        s.release();
      });
}

// expect: deadlock
COURSE_SCENARIO("a latch that waits for one too many") {
  std::latch l{3};
  const auto arrive = [&] { l.arrive_and_wait(); };
  both(arrive, arrive);
}

// expect: deadlock
COURSE_SCENARIO("a barrier that waits for one too many") {
  std::barrier b(3);
  const auto arrive = [&] { b.arrive_and_wait(); };
  both(arrive, arrive);
}

// expect: deadlock
COURSE_SCENARIO("call_once inside itself") {
  std::once_flag once;
  std::call_once(once, [&] { std::call_once(once, [] {}); });
}

// expect: deadlock
COURSE_SCENARIO("a promise that is never kept") {
  std::promise<int> p;
  auto f = p.get_future();
  course_test::observe("never", f.get());
}

// expect: deadlock
COURSE_SCENARIO("joins a thread that needs the lock it holds") {
  std::mutex m;
  std::thread t([&] { std::lock_guard lock(m); });
  std::lock_guard lock(m);
  t.join();
}

// ---- Lost wake-ups.

// expect: lost-wakeup
COURSE_SCENARIO("waits without a predicate") {
  std::mutex m;
  std::condition_variable c;
  both(
      [&] {
        std::unique_lock lock(m);
        c.wait(lock);
      },
      [&] {
        std::lock_guard lock(m);
        c.notify_one();
      });
}

// expect: lost-wakeup
COURSE_SCENARIO("a change without notify") {
  std::mutex m;
  std::condition_variable c;
  bool go = false;
  both(
      [&] {
        std::unique_lock lock(m);
        c.wait(lock, [&] { return go; });
      },
      [&] {
        std::lock_guard lock(m);
        go = true;
      });
}

// expect: lost-wakeup
COURSE_SCENARIO("notify_one for two") {
  std::mutex m;
  std::condition_variable c;
  bool go = false;
  const auto wait = [&] {
    std::unique_lock lock(m);
    c.wait(lock, [&] { return go; });
  };
  all_three(wait, wait, [&] {
    std::lock_guard lock(m);
    go = true;
    c.notify_one();
  });
}

// expect: lost-wakeup
COURSE_SCENARIO("atomic wait without notify") {
  std::atomic<int> stage{0};
  both([&] { stage.wait(0); }, [&] { stage = 1; });
}

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
