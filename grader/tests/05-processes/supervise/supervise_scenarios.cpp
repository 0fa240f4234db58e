// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "supervise.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <vector>

COURSE_SIGNATURE(
    "supervise must be std::vector<Outcome>(int, const Worker&, int)",
    std::vector<course::Outcome> (*)(int, const course::Worker&, int),
    &course::supervise);

namespace {

using course::Outcome;
using course::supervise;
using course_test::event;
using course_test::input;
using course_test::observe;

int number(const char* name) { return static_cast<int>(input(name)); }

void observe_outcomes(const std::vector<Outcome>& outcomes) {
  std::vector<int> attempts, codes;
  for (const Outcome& o : outcomes) {
    attempts.push_back(o.attempts);
    codes.push_back(o.exitcode);
  }
  observe("attempts", attempts);
  observe("exit codes", codes);
}

// A child that has ended or is about to; nobody but the scenario waits for it.
pid_t bystander() {
  const pid_t pid = fork();
  if (pid == 0) _exit(3);
  return pid;
}

int status_of(pid_t pid) {
  int status = 0;
  if (waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
}

long milliseconds_now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1'000'000;
}

void say_goodbye() { std::printf("goodbye "); }

void on_signal(int) {}

bool same(const struct sigaction& a, const struct sigaction& b) {
  return a.sa_handler == b.sa_handler && a.sa_flags == b.sa_flags;
}

// What the caller has set up for its signals.
class Signals {
 public:
  Signals() {
    struct sigaction mine {};
    mine.sa_handler = on_signal;
    sigaction(SIGUSR1, &mine, nullptr);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR2);
    sigprocmask(SIG_BLOCK, &blocked, nullptr);
    sigaction(SIGCHLD, nullptr, &child_);
  }

  bool as_before() const {
    struct sigaction mine {
    }, child{};
    sigset_t blocked;
    sigaction(SIGUSR1, nullptr, &mine);
    sigaction(SIGCHLD, nullptr, &child);
    sigprocmask(SIG_SETMASK, nullptr, &blocked);
    return mine.sa_handler == on_signal && same(child, child_) &&
           sigismember(&blocked, SIGUSR1) == 0 &&
           sigismember(&blocked, SIGUSR2) == 1 &&
           sigismember(&blocked, SIGCHLD) == 0;
  }

 private:
  struct sigaction child_ {};
};

}  // namespace

COURSE_SCENARIO("all succeed") {
  const auto outcomes = supervise(
      number("workers"),
      [](int index, int attempt) {
        event("inside", index, attempt);
        return 0;
      },
      2);
  event("supervise is back");
  if (course_test::process_number() != 1) return;  // a child has come back
  observe_outcomes(outcomes);
}

// Each needs what the one before it has written.
COURSE_SCENARIO("three wait for each other") {
  int ends[3][2];
  for (auto& e : ends)
    if (pipe(e)) return;
  const auto outcomes = supervise(
      3,
      [&ends](int i, int) {
        char c = 'x';
        return write(ends[(i + 1) % 3][1], &c, 1) == 1 &&
                       read(ends[i][0], &c, 1) == 1
                   ? 0
                   : 9;
      },
      0);
  for (const auto& e : ends)
    for (const int end : e) close(end);
  observe_outcomes(outcomes);
}

COURSE_SCENARIO("worker 1 fails") {
  const int fails = number("fails");
  observe_outcomes(supervise(
      2,
      [fails](int index, int attempt) {
        event("inside", index, attempt);
        return index == 1 && attempt < fails ? 200 + attempt : 0;
      },
      number("max_restarts")));
}

COURSE_SCENARIO("a worker is killed") {
  observe_outcomes(supervise(
      1,
      [](int, int attempt) {
        if (attempt < 2) raise(SIGKILL);
        return 0;
      },
      number("max_restarts")));
}

COURSE_SCENARIO("a worker throws") {
  observe_outcomes(supervise(
      1,
      [](int, int attempt) -> int {
        if (attempt == 1) throw 7;
        throw std::runtime_error("no result");
      },
      1));
}

COURSE_SCENARIO("one fails while the other works") {
  const long begin = milliseconds_now();
  observe_outcomes(supervise(
      2,
      [begin](int index, int attempt) {
        if (index == 0) {
          usleep(attempt == 0 ? 1'000 : 30'000);
          return attempt == 0 ? 1 : 0;
        }
        if (attempt == 2) event("third attempt", milliseconds_now() - begin);
        usleep(2'000);
        return attempt < 2 ? 1 : 0;
      },
      2));
}

COURSE_SCENARIO("two fail at the same moment") {
  observe_outcomes(supervise(
      2,
      [](int index, int attempt) {
        event("begin", index);
        usleep(1'000);
        event("end", index);
        return attempt == 0 ? 1 : 0;
      },
      1));
}

COURSE_SCENARIO("the caller has another child") {
  const pid_t other = bystander();
  observe_outcomes(supervise(
      2,
      [](int index, int) {
        usleep(5'000);
        return index == 1 ? 4 : 0;
      },
      0));
  observe("the other child", status_of(other));
}

// Worker 0 fails at once if it may be started again; the others work.
COURSE_SCENARIO("there may be no process") {
  const int max_restarts = number("max_restarts");
  const Signals signals;
  try {
    course_test::MayFail may_fail;
    observe_outcomes(supervise(
        2,
        [max_restarts](int index, int attempt) {
          if (index == 0 && max_restarts > 0) return attempt == 0 ? 1 : 0;
          usleep(10'000);
          event("the work is done");
          return 0;
        },
        max_restarts));
    event("supervise is back");
  } catch (const std::system_error&) {
    event("std::system_error");
  }
  observe("as before", signals.as_before());
}

COURSE_SCENARIO("they print") {
  course_test::Output output;
  std::atexit(say_goodbye);
  std::printf("before ");
  supervise(
      1,
      [](int, int attempt) {
        std::printf("attempt %d ", attempt);
        if (attempt == 1) throw std::runtime_error("no result");
        return 1;
      },
      1);
  std::printf("after");
  observe("output", output.text());
}

COURSE_SCENARIO("the caller has handlers and masks") {
  const Signals signals;
  observe_outcomes(supervise(
      1,
      [](int, int attempt) {
        kill(getppid(), SIGUSR1);
        usleep(5'000);
        return attempt == 0 ? 1 : 0;
      },
      1));
  observe("as before", signals.as_before());
}
