// Everything may happen that the standard allows, and nothing goes wrong.
#include <new>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;
using namespace std::chrono_literals;

// expect: pass
// with: spurious-wakeup
COURSE_SCENARIO("a wait in a loop") {
  std::mutex m;
  std::condition_variable c;
  bool ready = false, seen = false;
  both(
      [&] {
        std::unique_lock lock(m);
        c.wait(lock, [&] { return ready; });
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

// expect: pass
// with: spurious-wakeup
COURSE_SCENARIO("a wait until a time is over, twice woken without reason") {
  std::mutex m;
  std::condition_variable c;
  const auto begin = std::chrono::steady_clock::now();
  std::unique_lock lock(m);
  const bool gave_up = !c.wait_until(lock, begin + 1s, [] { return false; });
  course_test::observe(
      "holds", gave_up && std::chrono::steady_clock::now() - begin == 1s);
}

// expect: pass
// with: standard
COURSE_SCENARIO("time-outs and weak exchanges are tried again") {
  std::timed_mutex m;
  std::atomic<int> value{0};
  const auto add = [&] {
    while (!m.try_lock_for(1s)) {
    }
    m.unlock();
    int old = value;
    while (!value.compare_exchange_weak(old, old + 1)) {
    }
  };
  both(add, add);
  course_test::observe("holds", value == 2);
}

// expect: pass
// with: thread-creation allocation
COURSE_SCENARIO("a failure to make something is told") {
  int made = 0, refused = 0;
  for (int i = 0; i < 2; ++i) {
    try {
      course_test::MayFail may_fail;
      std::thread t([] {});
      ++made;
      t.join();
    } catch (const std::system_error& e) {
      refused += e.code() == std::errc::resource_unavailable_try_again;
    } catch (const std::bad_alloc&) {
      ++refused;
    }
  }
  course_test::observe("holds", made + refused == 2);
}

// expect: pass, every order
// with: callback-throws
COURSE_SCENARIO("a lock guard lets go when a callback throws") {
  std::mutex m;
  std::atomic<int> calls{0};
  const auto call = [&] {
    try {
      std::lock_guard lock(m);
      ++calls;
      course_test::may_throw();
    } catch (const course_test::Injected&) {
    }
  };
  both(call, call);
  course_test::observe("holds", calls == 2);
}

// expect: pass
// with: thread-creation allocation
COURSE_SCENARIO("the scenario's own threads and memory never fail") {
  course_test::Thread t([] { delete new int(1); });
  t.join();
}
