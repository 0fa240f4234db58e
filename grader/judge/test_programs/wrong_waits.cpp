// What people get wrong with the same things: each has its verdict.
#include <barrier>
#include <future>
#include <latch>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>
#include <vector>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;

// ---- Notifying what is gone.

// expect: lifetime "does not exist any more"
COURSE_SCENARIO("an atomic notified after its waiter has left") {
  auto left = std::make_unique<std::atomic<int>>(1);
  std::thread last([&atomic = *left] {
    atomic = 0;
    atomic.notify_one();  // who has seen the 0 is gone by now
  });
  left->wait(1);
  left.reset();
  last.join();
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

// expect: deadlock
COURSE_SCENARIO("with more locks held than the trace can show") {
  std::vector<std::mutex> locks(40);
  for (std::mutex& m : locks) m.lock();
  locks[39].lock();
}
