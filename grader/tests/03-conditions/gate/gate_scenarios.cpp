// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "gate.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <memory>
#include <thread>
#include <type_traits>

static_assert(std::is_default_constructible_v<course::Gate>,
              "Gate must be made of nothing");
COURSE_SIGNATURE("open must be void()", void (course::Gate::*)(),
                 &course::Gate::open);
COURSE_SIGNATURE("is_open must be bool() const", bool (course::Gate::*)() const,
                 &course::Gate::is_open);
COURSE_SIGNATURE("wait must be void()", void (course::Gate::*)(),
                 &course::Gate::wait);
COURSE_SIGNATURE("wait_for must be bool(std::chrono::milliseconds)",
                 bool (course::Gate::*)(std::chrono::milliseconds),
                 &course::Gate::wait_for);

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// Virtual time since it was made.
class Watch {
 public:
  std::int64_t ms() const {
    return std::chrono::duration_cast<milliseconds>(
               std::chrono::steady_clock::now() - begin_)
        .count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ =
      std::chrono::steady_clock::now();
};

void open(course::Gate& gate) {
  course_test::let_others_run();  // what they do now comes before the event
  course_test::event("open");
  gate.open();
  course_test::event("open returns");
}

void wait(course::Gate& gate) {
  gate.wait();
  course_test::event("through");
}

COURSE_SCENARIO("one thread opens and looks") {
  course::Gate gate, other;
  course_test::name(gate, "gate");
  course_test::name(other, "other");
  const bool at_first = gate.is_open();
  gate.open();
  const bool opened = gate.is_open();
  gate.wait();
  gate.wait();
  const bool after_wait = gate.is_open();
  gate.open();
  gate.wait();
  course_test::observe("open", at_first, opened, after_wait, gate.is_open(),
                       other.is_open());
}

COURSE_SCENARIO("one waits, one opens") {
  course::Gate gate;
  course_test::name(gate, "gate");
  course_test::Thread waiter([&] { wait(gate); });
  open(gate);
  waiter.join();
}

COURSE_SCENARIO("one waits for a letter") {
  course::Gate gate;
  int letter = 0, read = 0;
  course_test::name(gate, "gate");
  course_test::name(letter, "letter");
  course_test::Thread waiter([&] {
    gate.wait();
    read = letter;
  });
  letter = 42;
  gate.open();
  waiter.join();
  course_test::observe("letter", read);
}

COURSE_SCENARIO("two wait, one opens") {
  course::Gate gate;
  course_test::name(gate, "gate");
  course_test::Thread a([&] {
    wait(gate);
    wait(gate);
  });
  course_test::Thread b([&] { wait(gate); });
  open(gate);
  a.join();
  b.join();
  course_test::observe("open", gate.is_open());
}

COURSE_SCENARIO("two open, one waits") {
  course::Gate gate;
  course_test::name(gate, "gate");
  course_test::Thread a([&] { open(gate); });
  course_test::Thread b([&] { open(gate); });
  wait(gate);
  a.join();
  b.join();
}

COURSE_SCENARIO("a gate opens after a day") {
  course::Gate gate;
  std::int64_t through_after = 0;
  course_test::name(gate, "gate");
  const Watch watch;
  course_test::Thread waiter([&] {
    gate.wait();
    through_after = watch.ms();
  });
  std::this_thread::sleep_for(hours(24));
  gate.open();
  waiter.join();
  course_test::observe("time", through_after);
}

COURSE_SCENARIO("one looks while another one waits and a third one opens") {
  // Not on the stack: of a member of a local variable that is read here clang
  // at -O1 believes that nobody else can see it.
  const auto heap = std::make_unique<course::Gate>();
  course::Gate& gate = *heap;
  course_test::name(gate, "gate");
  course_test::Thread waiter([&] { wait(gate); });
  course_test::Thread opener([&] { open(gate); });
  for (int i = 0; i < 2; ++i) {
    course_test::event("is_open");
    course_test::event("is_open says", gate.is_open());
  }
  waiter.join();
  opener.join();
}

COURSE_SCENARIO("two that get through look") {
  course::Gate gate;
  bool a_found = false, b_found = false;
  course_test::name(gate, "gate");
  course_test::Thread a([&] {
    gate.wait();
    a_found = gate.is_open();
  });
  course_test::Thread b(
      [&] { b_found = !gate.wait_for(hours(1)) || gate.is_open(); });
  gate.open();
  a.join();
  b.join();
  course_test::observe("open", a_found, b_found);
}

COURSE_SCENARIO("one thread looks by wait_for") {
  course::Gate gate;
  course_test::name(gate, "gate");
  const Watch watch;
  const bool closed = gate.wait_for(milliseconds(0));
  const bool closed_below = gate.wait_for(milliseconds(-50));
  gate.open();
  const bool opened = gate.wait_for(milliseconds(0));
  const bool opened_below = gate.wait_for(milliseconds(-50));
  const bool opened_above = gate.wait_for(milliseconds(50));
  course_test::observe("answers", closed, closed_below, opened, opened_below,
                       opened_above);
  course_test::observe("time", watch.ms());
}

COURSE_SCENARIO("three pass an open gate") {
  course::Gate gate;
  bool a_passed = false, b_passed = false;
  course_test::name(gate, "gate");
  gate.open();
  course_test::Thread a([&] { a_passed = gate.wait_for(milliseconds(0)); });
  course_test::Thread b([&] { b_passed = gate.wait_for(milliseconds(0)); });
  gate.wait();
  a.join();
  b.join();
  course_test::observe("answers", a_passed, b_passed);
}

COURSE_SCENARIO("one waits in vain") {
  course::Gate gate;
  course_test::name(gate, "gate");
  const Watch watch;
  const bool answer =
      gate.wait_for(milliseconds(course_test::input("time-out")));
  course_test::observe("answer", answer);
  course_test::observe("time", watch.ms());
  course_test::observe("open", gate.is_open());
}

COURSE_SCENARIO("a gate opens while one waits with a time-out") {
  course::Gate gate;
  bool answer = false;
  std::int64_t through_after = 0;
  course_test::name(gate, "gate");
  const Watch watch;
  course_test::Thread waiter([&] {
    answer = gate.wait_for(hours(1));
    through_after = watch.ms();
  });
  std::this_thread::sleep_for(milliseconds(25));
  gate.open();
  waiter.join();
  course_test::observe("answer", answer);
  course_test::observe("time", through_after);
}

COURSE_SCENARIO("one waits for a letter with a time-out") {
  course::Gate gate;
  int letter = 0, read = 0;
  course_test::name(gate, "gate");
  course_test::name(letter, "letter");
  course_test::Thread waiter([&] {
    if (gate.wait_for(hours(1))) read = letter;
  });
  letter = 42;
  gate.open();
  waiter.join();
  course_test::observe("letter", read);
}

COURSE_SCENARIO("three wait, two of them with a time-out") {
  course::Gate gate;
  bool a_passed = false, b_passed = false;
  course_test::name(gate, "gate");
  const Watch watch;
  course_test::Thread a([&] { a_passed = gate.wait_for(hours(1)); });
  course_test::Thread b([&] { b_passed = gate.wait_for(hours(1)); });
  course_test::Thread c([&] { wait(gate); });
  gate.open();
  a.join();
  b.join();
  c.join();
  course_test::observe("answers", a_passed, b_passed);
  course_test::observe("time", watch.ms());
}

COURSE_SCENARIO("one gives up, then the gate opens for another") {
  course::Gate gate;
  bool answer = true;
  course_test::name(gate, "gate");
  course_test::Thread a([&] { answer = gate.wait_for(milliseconds(10)); });
  course_test::Thread b([&] { wait(gate); });
  a.join();
  open(gate);
  b.join();
  course_test::observe("answer", answer);
}

COURSE_SCENARIO("a gate opens at the moment of a time-out") {
  course::Gate gate;
  bool answer = false, is_open = false;
  std::int64_t answered_after = 0;
  course_test::name(gate, "gate");
  const Watch watch;
  course_test::Thread waiter([&] {
    answer = gate.wait_for(milliseconds(50));
    is_open = gate.is_open();
    answered_after = watch.ms();
  });
  std::this_thread::sleep_for(milliseconds(50));
  gate.open();
  waiter.join();
  course_test::observe("answer", answer, is_open);
  course_test::observe("time", answered_after);
  course_test::observe("answer afterwards", gate.wait_for(milliseconds(0)));
}

}  // namespace
