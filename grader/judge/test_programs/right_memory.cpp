// Right uses of what the standard library offers: no false alarm, whatever the
// order.
#include <barrier>
#include <iomanip>
#include <latch>
#include <random>
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
