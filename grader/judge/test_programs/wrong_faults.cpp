// What goes wrong only if something does that the standard allows.
#include <new>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;

[[gnu::noinline]] int* make_number() { return new int(1); }

// expect: wrong-result
// with: spurious-wakeup
COURSE_SCENARIO("a wait without a loop is woken without reason") {
  std::mutex m;
  std::condition_variable c;
  bool ready = false, seen = true;
  both(
      [&] {
        std::unique_lock lock(m);
        if (!ready) c.wait(lock);
        seen = ready;
      },
      [&] {
        {
          std::lock_guard lock(m);
          ready = true;
        }
        c.notify_one();
      });
  course_test::observe("holds", seen);
}

// expect: wrong-result
// with: spurious-wakeup
COURSE_SCENARIO("a wait that is woken without reason begins anew") {
  std::mutex m;
  std::condition_variable c;
  const auto begin = std::chrono::steady_clock::now();
  std::unique_lock lock(m);
  while (c.wait_for(lock, 1s) != std::cv_status::timeout) {
  }
  course_test::observe("holds", std::chrono::steady_clock::now() - begin == 1s);
}

// expect: wrong-result
// with: early-timeout
COURSE_SCENARIO("a sleep stands in for an order") {
  std::mutex m;
  int value = 0, seen = 0;
  both(
      [&] {
        std::lock_guard lock(m);
        value = 1;
      },
      [&] {
        std::this_thread::sleep_for(1s);
        std::lock_guard lock(m);
        seen = value;
      });
  course_test::observe("holds", seen == 1);
}

// expect: wrong-result
// with: early-timeout
COURSE_SCENARIO("a time-out is taken for the end") {
  std::mutex m;
  std::condition_variable c;
  bool ready = false, gave_up = false;
  both(
      [&] {
        std::unique_lock lock(m);
        gave_up = !c.wait_for(lock, 1s, [&] { return ready; });
      },
      [&] {
        {
          std::lock_guard lock(m);
          ready = true;
        }
        c.notify_one();
      });
  course_test::observe("holds", !gave_up);
}

// expect: wrong-result
// with: weak-cas
COURSE_SCENARIO("a weak exchange is tried once") {
  std::atomic<int> value{0};
  both(
      [&] {
        int old = 0;
        value.compare_exchange_weak(old, 1);
      },
      [] {});
  course_test::observe("holds", value == 1);
}

// expect: crash "system_error"
// with: thread-creation
COURSE_SCENARIO("nobody minds that a thread cannot be made") {
  course_test::MayFail may_fail;
  std::thread t([] {});
  t.join();
}

// expect: crash "nobody catches the exception St9bad_alloc"
// with: allocation
COURSE_SCENARIO("nobody minds that no memory is left") {
  course_test::MayFail may_fail;
  delete make_number();
}

// expect: deadlock
// with: callback-throws
COURSE_SCENARIO("a callback throws while a lock is held by hand") {
  std::mutex m;
  const auto call = [&] {
    m.lock();
    try {
      course_test::may_throw();
      m.unlock();
    } catch (const std::exception&) {
    }
  };
  both(call, call);
}
