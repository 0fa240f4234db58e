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

// ---- Waiting.

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

// ---- Memory.

// expect: pass
COURSE_SCENARIO("a shared_ptr in two threads, the last one frees") {
  auto p = std::make_shared<std::pair<int, int>>(1, 2);
  std::weak_ptr<std::pair<int, int>> w = p;
  std::atomic<int> sum{0};
  std::thread a([q = p, &sum] { sum += q->first; });
  std::thread b([q = std::move(p), &sum] { sum += q->second; });
  const auto locked = w.lock();
  a.join();
  b.join();
  course_test::observe("holds", sum == 3);
}

// expect: pass
COURSE_SCENARIO("an atomic shared_ptr") {
  std::atomic<std::shared_ptr<int>> current{std::make_shared<int>(1)};
  int seen = 0;
  both([&] { current.store(std::make_shared<int>(2)); },
       [&] { seen = *current.load(); });
  course_test::observe("holds", seen == 1 || seen == 2);
}

// expect: pass, every order
COURSE_SCENARIO("release and acquire publish") {
  int value = 0;
  std::atomic<bool> ready{false};
  bool right = true;
  both(
      [&] {
        value = 5;
        ready.store(true, std::memory_order_release);
      },
      [&] {
        if (ready.load(std::memory_order_acquire)) right = value == 5;
      });
  course_test::observe("holds", right);
}

// expect: pass, every order
COURSE_SCENARIO("fences publish") {
  int value = 0;
  std::atomic<bool> ready{false};
  bool right = true;
  both(
      [&] {
        value = 5;
        std::atomic_thread_fence(std::memory_order_release);
        ready.store(true, std::memory_order_relaxed);
      },
      [&] {
        if (!ready.load(std::memory_order_relaxed)) return;
        std::atomic_thread_fence(std::memory_order_acquire);
        right = value == 5;
      });
  course_test::observe("holds", right);
}

// expect: pass, every order
COURSE_SCENARIO("a release sequence goes through another's fetch_add") {
  int value = 0;
  std::atomic<int> stage{0};
  bool right = true;
  all_three(
      [&] {
        value = 5;
        stage.store(1, std::memory_order_release);
      },
      [&] { stage.fetch_add(2, std::memory_order_relaxed); },
      [&] {
        if ((stage.load(std::memory_order_acquire) & 1) != 0)
          right = value == 5;
      });
  course_test::observe("holds", right);
}

// expect: pass, every order
COURSE_SCENARIO("relaxed counters, read behind the joins") {
  std::atomic<int> n{0};
  const auto count = [&] { n.fetch_add(1, std::memory_order_relaxed); };
  both(count, count);
  course_test::observe("holds", n.load(std::memory_order_relaxed) == 2);
}

// expect: pass, every order
COURSE_SCENARIO("neighbours in one word") {
  struct {
    char a = 0, b = 0;
  } s;
  std::vector<char> v(2);
  both(
      [&] {
        ++s.a;
        ++v[0];
      },
      [&] {
        ++s.b;
        ++v[1];
      });
  course_test::observe("holds", s.a + s.b + v[0] + v[1] == 4);
}

// expect: pass, every order
COURSE_SCENARIO("atomic_ref") {
  int n = 0;
  const auto count = [&] { std::atomic_ref(n).fetch_add(1); };
  both(count, count);
  course_test::observe("holds", n == 2);
}

// expect: pass, every order
COURSE_SCENARIO("strings, vector<bool> and memcpy under a lock") {
  std::mutex m;
  std::string text;
  std::vector<bool> bits(8);
  char a[100] = {}, b[100] = {};
  const auto work = [&](int me) {
    std::lock_guard lock(m);
    text += me ? "a longer text than fits in place" : "b";
    bits[static_cast<std::size_t>(me)] = true;
    std::memcpy(me ? a : b, me ? b : a, sizeof a);
  };
  both([&] { work(0); }, [&] { work(1); });
  course_test::observe("holds", text.size() == 33 && bits[0] && bits[1]);
}

// expect: pass
COURSE_SCENARIO("vectors that grow in two threads") {
  std::vector<std::string> a, b;
  const auto fill = [](std::vector<std::string>& v) {
    for (int i = 0; i < 5; ++i) v.push_back(std::string(30, 'x'));
  };
  both([&] { fill(a); }, [&] { fill(b); });
  a.insert(a.end(), std::make_move_iterator(b.begin()),
           std::make_move_iterator(b.end()));
  course_test::observe("holds", a.size() == 10);
}

// ---- The world around.

// expect: pass
COURSE_SCENARIO("two threads print") {
  const auto print = [] {
    std::cout << "one line of " << 3 << " parts" << '\n';
    std::printf("and another, %d\n", 4);
    std::osyncstream(std::cout) << "all "
                                << "at once" << std::endl;
    std::cerr << "to the other" << std::endl;
  };
  both(print, print);
}

// expect: pass
COURSE_SCENARIO("string streams in two threads") {
  std::string a, b;
  const auto write = [](std::string& to) {
    std::ostringstream out;
    out << std::setprecision(3) << 1.5 << ' ' << std::boolalpha << true;
    to = out.str();
  };
  both([&] { write(a); }, [&] { write(b); });
  course_test::observe("holds", a == b && a == "1.5 true");
}

// expect: pass, every order
COURSE_SCENARIO("the same machine everywhere") {
  std::random_device device;
  std::mt19937 generator(device());
  course_test::observe("drawn", static_cast<std::int64_t>(generator()));
  course_test::observe(
      "holds", std::thread::hardware_concurrency() == 4 && getenv("HOME") == 0);
}

// expect: pass
COURSE_SCENARIO("exceptions in two threads, caught in place") {
  std::atomic<int> caught{0};
  const auto work = [&] {
    try {
      throw std::runtime_error("boom");
    } catch (const std::exception&) {
      ++caught;
    }
  };
  both(work, work);
  course_test::observe("holds", caught == 2);
}

// expect: pass, every order
COURSE_SCENARIO("sleepers wake in the order of their times") {
  std::mutex m;
  std::string order;
  const auto sleep = [&](std::chrono::milliseconds d, char c) {
    std::this_thread::sleep_for(d);
    std::lock_guard lock(m);
    order += c;
  };
  all_three([&] { sleep(30ms, 'c'); }, [&] { sleep(10ms, 'a'); },
            [&] { sleep(20ms, 'b'); });
  course_test::observe("holds", order == "abc");
}

// expect: pass
COURSE_SCENARIO("polling the clock comes to an end") {
  const auto end = Clock::now() + 3ms;
  while (Clock::now() < end) std::this_thread::yield();
}

// The test counts the histories: six.
// expect: pass, every order
COURSE_SCENARIO("events between locks, in a loop") {
  std::mutex m;
  const auto run = [&](const char* name) {
    for (int i = 0; i < 2; ++i) {
      m.lock();
      course_test::event(name);
      m.unlock();
    }
  };
  std::thread a([&] { run("a"); });
  std::thread b([&] { run("b"); });
  a.join();
  b.join();
}

// expect: pass
COURSE_SCENARIO("a pthread spin lock guards a counter") {
  pthread_spinlock_t lock;
  pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
  int counter = 0;
  auto add = [&] {
    pthread_spin_lock(&lock);
    ++counter;
    pthread_spin_unlock(&lock);
  };
  course_test::Thread a(add), b(add);
  a.join();
  b.join();
  course_test::observe("counter", counter);
}
