// What course_test.hpp offers a scenario besides observing.
#include <atomic>
#include <chrono>
#include <latch>
#include <thread>
#include <vector>

#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

// expect: pass
COURSE_SCENARIO("one allocation waits until another thread has allocated") {
  std::latch begun(1), done(1);
  std::vector<int> x, y;
  int visits = 0;
  both(
      [&] {
        course_test::AtAllocation memory([&] {
          ++visits;
          begun.count_down();
          done.wait();
        });
        x.push_back(1);
        x.push_back(2);  // allocates again, and nobody visits
      },
      [&] {
        begun.wait();
        y.push_back(1);
        done.count_down();
      });
  course_test::observe("holds", visits == 1);
}

// expect: pass, every order
COURSE_SCENARIO("an allocation after the visitor has gone") {
  std::vector<int> x;
  int visits = 0;
  {
    course_test::AtAllocation memory([&] { ++visits; });
  }
  x.push_back(1);
  course_test::observe("holds", visits == 0);
}

// expect: pass
COURSE_SCENARIO("a long time ends early for a thread that looks meanwhile") {
  using namespace std::chrono_literals;
  std::atomic<bool> stop{false};
  both(
      [&] {
        for (std::chrono::nanoseconds step = 1us;
             step < 5s && course_test::operations() < 2000; step *= 2)
          std::this_thread::sleep_for(step);
        stop = true;
      },
      [&] {
        while (!stop) std::this_thread::sleep_for(1us);
      });
  course_test::observe("holds", course_test::operations() < 10'000);
}
