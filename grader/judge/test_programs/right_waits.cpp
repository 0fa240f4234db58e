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

// ---- Waiting.

// expect: pass
COURSE_SCENARIO("a worker counts until a sleeper stops it") {
  std::atomic<bool> stop{false};
  std::atomic<int> count{0};
  both(
      [&] {
        while (!stop) ++count;
      },
      [&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        stop = true;
      });
}

// expect: pass
COURSE_SCENARIO("two toggle a flag until a sleeper stops them") {
  std::atomic<bool> stop{false}, flag{false};
  const auto toggle = [&] {
    while (!stop) flag = !flag;
  };
  all_three(toggle, toggle, [&] {
    std::this_thread::sleep_for(std::chrono::hours(1));
    stop = true;
  });
}

// expect: pass
COURSE_SCENARIO("a condition variable with a predicate") {
  std::mutex m;
  std::condition_variable c;
  std::deque<int> items;
  int sum = 0;
  const auto take = [&] {
    std::unique_lock lock(m);
    c.wait(lock, [&] { return !items.empty(); });
    sum += items.front();
    items.pop_front();
  };
  all_three(take, take, [&] {
    for (int i = 1; i <= 2; ++i) {
      {
        std::lock_guard lock(m);
        items.push_back(i);
      }
      c.notify_one();
    }
  });
  course_test::observe("holds", sum == 3);
}

// expect: pass
COURSE_SCENARIO("notify_all") {
  std::mutex m;
  std::condition_variable c;
  bool go = false;
  const auto wait = [&] {
    std::unique_lock lock(m);
    while (!go) c.wait(lock);
  };
  all_three(wait, wait, [&] {
    {
      std::lock_guard lock(m);
      go = true;
    }
    c.notify_all();
  });
}

// expect: pass, every order
COURSE_SCENARIO("wait_for times out to the millisecond") {
  std::mutex m;
  std::condition_variable c;
  std::unique_lock lock(m);
  const auto begin = Clock::now();
  const bool came = c.wait_for(lock, 70ms, [] { return false; });
  const auto wall = std::chrono::system_clock::now();
  const auto status = c.wait_until(lock, wall + 5s);
  course_test::observe("holds", !came && status == std::cv_status::timeout &&
                                    Clock::now() - begin == 5070ms);
}

// expect: pass
COURSE_SCENARIO("wait_for is notified before its time") {
  std::mutex m;
  std::condition_variable c;
  bool go = false, came = false;
  Clock::duration waited{};
  both(
      [&] {
        std::unique_lock lock(m);
        const auto begin = Clock::now();
        came = c.wait_for(lock, 1h, [&] { return go; });
        waited = Clock::now() - begin;
      },
      [&] {
        std::this_thread::sleep_for(20ms);
        std::lock_guard lock(m);
        go = true;
        c.notify_one();
      });
  course_test::observe("holds", came && waited == 20ms);
}

// expect: pass
COURSE_SCENARIO("condition_variable_any with a stop_token") {
  std::mutex m;
  std::condition_variable_any c;
  std::jthread t([&](std::stop_token stop) {
    std::unique_lock lock(m);
    c.wait(lock, stop, [] { return false; });
  });
  t.request_stop();
}

// expect: pass
COURSE_SCENARIO("two semaphores and a buffer of one") {
  std::counting_semaphore<1> full{0}, empty{1};
  int slot = 0, sum = 0;
  both(
      [&] {
        for (int i = 1; i <= 3; ++i) {
          empty.acquire();
          slot = i;
          full.release();
        }
      },
      [&] {
        for (int i = 1; i <= 3; ++i) {
          full.acquire();
          sum += slot;
          empty.release();
        }
      });
  course_test::observe("holds", sum == 6);
}

// expect: pass, every order
COURSE_SCENARIO("a semaphore times out to the millisecond") {
  std::binary_semaphore s{0};
  const auto begin = Clock::now();
  const bool got = s.try_acquire_for(15ms);
  course_test::observe("holds", !got && Clock::now() - begin == 15ms);
}

// expect: pass
COURSE_SCENARIO("two waiters, two releases") {
  std::counting_semaphore<2> s{0};
  const auto wait = [&] { s.acquire(); };
  all_three(wait, wait, [&] {
    s.release();
    s.release();
  });
}

// expect: pass
COURSE_SCENARIO("a latch") {
  std::latch l{2};
  int a = 0, b = 0, sum = 0;
  all_three(
      [&] {
        a = 1;
        l.count_down();
      },
      [&] {
        b = 2;
        l.count_down();
      },
      [&] {
        l.wait();
        sum = a + b;
      });
  course_test::observe("holds", sum == 3);
}

// expect: pass
COURSE_SCENARIO("a barrier with a completion") {
  int phases = 0;
  int values[2] = {};
  std::atomic<bool> right{true};
  std::barrier barrier(2, [&]() noexcept { ++phases; });
  const auto work = [&](int me) {
    for (int round = 1; round <= 2; ++round) {
      values[me] = round;
      barrier.arrive_and_wait();
      if (values[1 - me] != round || phases < round) right = false;
      barrier.arrive_and_wait();
    }
  };
  both([&] { work(0); }, [&] { work(1); });
  course_test::observe("holds", right && phases == 4);
}

// expect: pass
COURSE_SCENARIO("arrive_and_drop") {
  std::barrier barrier(2);
  both([&] { barrier.arrive_and_drop(); },
       [&] {
         barrier.arrive_and_wait();
         barrier.arrive_and_wait();
       });
}

// expect: pass
COURSE_SCENARIO("atomic wait and notify_all") {
  std::atomic<int> stage{0};
  int value = 0;
  std::atomic<int> sum{0};
  const auto wait = [&] {
    stage.wait(0);
    sum += value;
  };
  all_three(wait, wait, [&] {
    value = 5;
    stage = 1;
    stage.notify_all();
  });
  course_test::observe("holds", sum == 10);
}

// expect: pass
COURSE_SCENARIO("a unit comes and goes when the time for it is up") {
  std::counting_semaphore<> units{0};
  both(
      [&] {
        if (units.try_acquire_for(50ms)) units.release();
      },
      [&] {
        std::this_thread::sleep_for(50ms);
        units.release();
        units.acquire();
      });
}

// expect: pass
COURSE_SCENARIO("atomic_flag wait and notify_one") {
  std::atomic_flag go;
  int value = 0, seen = 0;
  both(
      [&] {
        go.wait(false);
        seen = value;
      },
      [&] {
        value = 3;
        go.test_and_set();
        go.notify_one();
      });
  course_test::observe("holds", seen == 3);
}

// expect: pass
COURSE_SCENARIO("POSIX: barrier, semaphore, condition, reader/writer lock") {
  static pthread_barrier_t barrier;
  static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
  static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
  static pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;
  static sem_t s;
  static int n = 0;
  pthread_barrier_init(&barrier, nullptr, 2);
  sem_init(&s, 0, 1);
  const auto work = [](void*) -> void* {
    sem_wait(&s);
    ++n;
    sem_post(&s);
    pthread_barrier_wait(&barrier);
    pthread_rwlock_rdlock(&l);
    const int seen = n;
    pthread_rwlock_unlock(&l);
    pthread_mutex_lock(&m);
    pthread_cond_signal(&c);
    pthread_mutex_unlock(&m);
    return seen == 2 ? &n : nullptr;
  };
  pthread_t a, b;
  pthread_create(&a, nullptr, work, nullptr);
  pthread_create(&b, nullptr, work, nullptr);
  void *x, *y;
  pthread_join(a, &x);
  pthread_join(b, &y);
  course_test::observe("holds", x == &n && y == &n);
}
