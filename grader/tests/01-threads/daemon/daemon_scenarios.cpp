// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "daemon.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <type_traits>

static_assert(std::is_constructible_v<course::Daemon, std::function<void()>>,
              "Daemon must be made of a std::function<void()>");
static_assert(!std::is_copy_constructible_v<course::Daemon>,
              "Daemon must not be copied");
COURSE_SIGNATURE("stop must be void()", void (course::Daemon::*)(),
                 &course::Daemon::stop);
COURSE_SIGNATURE("running must be bool() const",
                 bool (course::Daemon::*)() const, &course::Daemon::running);

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::this_thread::sleep_for;

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

// What the daemons do. Every step takes its time: a step that took none could
// run any number of times while the others do nothing. They tell of the first
// steps only: those of a daemon that nobody stops have no end.
constexpr int last_told = 20;

class Work {
 public:
  void begin() {
    if (++steps_ <= last_told)
      course_test::event("step begins", course_test::thread_number());
  }
  void end() {
    sleep_for(milliseconds(10));
    if (steps_ <= last_told) course_test::event("step ends");
  }
  void step() {
    begin();
    end();
  }
  // Plain memory: only for those to whom stop() has returned, and for a step.
  int steps() const { return steps_; }

 private:
  int steps_ = 0;
};

// A step that is too large to be kept inside a std::function: it is gone when
// that is.
class LargeStep {
 public:
  explicit LargeStep(Work& work) : work_(work) {}
  void operator()() {
    work_.step();
    ++done_[0];
  }

 private:
  Work& work_;
  std::array<int, 8> done_{};
};

void stop(course::Daemon& daemon) {
  course_test::event("stop");
  daemon.stop();
  course_test::event("stop returns");
}

COURSE_SCENARIO("a daemon works for a while") {
  Work work;
  course_test::name(work, "work");
  // Not on the stack: of a member of a local variable that stop() writes clang
  // at -O1 believes that nobody else can see it.
  const auto heap = std::make_unique<course::Daemon>([&] { work.step(); });
  course::Daemon& daemon = *heap;
  course_test::name(daemon, "daemon");
  sleep_for(milliseconds(25));
  stop(daemon);
  sleep_for(milliseconds(100));
}

COURSE_SCENARIO("one thread stops twice") {
  Work work;
  course_test::name(work, "work");
  course::Daemon daemon([&] { work.step(); });
  course_test::name(daemon, "daemon");
  const bool at_first = daemon.running();
  sleep_for(milliseconds(15));
  const bool later = daemon.running();
  daemon.stop();
  const bool stopped = daemon.running();
  daemon.stop();
  course_test::observe("running", at_first, later, stopped, daemon.running());
}

// What the steps use goes right after the daemon.
COURSE_SCENARIO("a daemon is destroyed") {
  auto work = std::make_unique<Work>();
  course_test::name(*work, "work");
  {
    course::Daemon daemon(LargeStep{*work});
    course_test::name(daemon, "daemon");
    sleep_for(milliseconds(course_test::input("after")));
    course_test::event("goes");
  }
  course_test::event("gone");
  work.reset();
  sleep_for(milliseconds(100));
}

COURSE_SCENARIO("two stop at the same time") {
  Work work;
  course_test::name(work, "work");
  course::Daemon daemon([&] { work.step(); });
  course_test::name(daemon, "daemon");
  course_test::Thread a([&] { stop(daemon); });
  course_test::Thread b([&] { stop(daemon); });
  a.join();
  b.join();
}

COURSE_SCENARIO("two stop and look what was done") {
  Work work;
  int a_saw = 0, b_saw = 0;
  course_test::name(work, "work");
  course::Daemon daemon([&] { work.step(); });
  course_test::name(daemon, "daemon");
  course_test::Thread a([&] {
    daemon.stop();
    a_saw = work.steps();
  });
  course_test::Thread b([&] {
    daemon.stop();
    b_saw = work.steps();
  });
  a.join();
  b.join();
  course_test::observe("steps", a_saw, b_saw);
}

COURSE_SCENARIO("a step takes an hour") {
  std::int64_t a_waited = 0, b_waited = 0;
  int steps = 0;
  const Watch watch;
  course::Daemon daemon([&] {
    ++steps;
    sleep_for(hours(1));
  });
  course_test::name(daemon, "daemon");
  sleep_for(minutes(1));
  course_test::Thread a([&] {
    daemon.stop();
    a_waited = watch.ms();
  });
  course_test::Thread b([&] {
    daemon.stop();
    b_waited = watch.ms();
  });
  a.join();
  b.join();
  course_test::observe("time", a_waited, b_waited);
}

COURSE_SCENARIO("a step stops its daemon") {
  const int last = static_cast<int>(course_test::input("step"));
  Work work;
  bool running = true;
  course_test::name(work, "work");
  {
    course::Daemon daemon([&] {
      work.begin();
      if (work.steps() == last) {
        daemon.stop();
        running = daemon.running();
        daemon.stop();
      }
      work.end();
    });
    course_test::name(daemon, "daemon");
    sleep_for(milliseconds(100));
    course_test::observe("running outside", daemon.running());
  }
  course_test::observe("running inside", running);
}

COURSE_SCENARIO("a step stops a daemon that goes") {
  Work work;
  course_test::name(work, "work");
  {
    course::Daemon daemon([&] {
      work.begin();
      daemon.stop();
      work.end();
    });
    course_test::name(daemon, "daemon");
  }
  course_test::event("gone");
}

COURSE_SCENARIO("a step and somebody else stop") {
  Work work;
  course_test::name(work, "work");
  course::Daemon daemon([&] {
    work.begin();
    daemon.stop();
    work.end();
  });
  course_test::name(daemon, "daemon");
  course_test::Thread other([&] { stop(daemon); });
  stop(daemon);
  other.join();
}

COURSE_SCENARIO("one stops, others ask whether it runs") {
  Work work;
  course_test::name(work, "work");
  const auto ask = [](const course::Daemon& daemon) {
    course_test::event("running");
    course_test::event("running says", daemon.running());
  };
  course::Daemon daemon([&] {
    work.step();
    if (work.steps() <= last_told) ask(daemon);
  });
  course_test::name(daemon, "daemon");
  course_test::Thread stopper([&] { stop(daemon); });
  ask(daemon);
  ask(daemon);
  stopper.join();
  ask(daemon);
}

COURSE_SCENARIO("one of two daemons is stopped") {
  Work work;
  int steps_of_other = 0;
  course_test::name(work, "work");
  course::Daemon daemon([&] { work.step(); });
  course::Daemon other([&] {
    if (++steps_of_other <= last_told) course_test::event("step of the other");
    sleep_for(milliseconds(10));
  });
  course_test::name(daemon, "daemon");
  course_test::name(other, "other");
  sleep_for(milliseconds(15));
  stop(daemon);
  course_test::observe("running", daemon.running(), other.running());
  sleep_for(milliseconds(25));
  course_test::event("stop the other");
  other.stop();
}

COURSE_SCENARIO("a step stops another daemon") {
  Work work;
  bool stopped = false;
  course_test::name(work, "work");
  course::Daemon daemon([&] { work.step(); });
  course_test::name(daemon, "daemon");
  course::Daemon stopper([&] {
    if (!stopped) stop(daemon);
    stopped = true;
    sleep_for(milliseconds(10));
  });
  course_test::name(stopper, "stopper");
  sleep_for(milliseconds(25));
}

}  // namespace
