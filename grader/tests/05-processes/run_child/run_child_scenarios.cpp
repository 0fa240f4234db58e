// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "run_child.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

COURSE_SIGNATURE("run_child must be int(const std::function<int()>&)",
                 int (*)(const std::function<int()>&), &course::run_child);

namespace {

using course::run_child;

int number = 1;

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

void say_goodbye() { std::printf("goodbye "); }

void on_signal(int) {}

// What the caller has set up for a signal.
bool same(const struct sigaction& a, const struct sigaction& b) {
  return a.sa_handler == b.sa_handler && a.sa_flags == b.sa_flags;
}

}  // namespace

COURSE_SCENARIO("a function returns") {
  const int code = static_cast<int>(course_test::input("code"));
  const int result = run_child([code] {
    number += 10;
    return code;
  });
  course_test::event("run_child is back");
  course_test::observe("result", result);
  course_test::observe("number", number);
}

COURSE_SCENARIO("a function throws") {
  const bool number = course_test::input("number") != 0;
  course_test::observe("result", run_child([number]() -> int {
                         if (number) throw 7;
                         throw std::runtime_error("no result");
                       }));
}

COURSE_SCENARIO("a function is killed") {
  const int signal = static_cast<int>(course_test::input("signal"));
  course_test::observe("result", run_child([signal] {
                         raise(signal);
                         return 0;
                       }));
}

COURSE_SCENARIO("both print") {
  const bool throws = course_test::input("throws") != 0;
  course_test::Output output;
  std::printf("before ");
  const int result = run_child([throws] {
    std::printf("inside ");
    std::cout << "twice ";
    if (throws) throw std::runtime_error("no result");
    return 0;
  });
  std::printf("after");
  course_test::observe("result", result);
  course_test::observe("output", output.text());
}

COURSE_SCENARIO("the caller has registered something for its exit") {
  course_test::Output output;
  std::atexit(say_goodbye);
  const int result = run_child([] { return 0; });
  course_test::observe("result", result);
  course_test::observe("output", output.text());
}

COURSE_SCENARIO("the caller has another child") {
  const pid_t other = bystander();
  course_test::observe("result", run_child([] { return 7; }));
  course_test::observe("the other child", status_of(other));
}

COURSE_SCENARIO("two one after the other") {
  const int first = run_child([] { return 1; });
  const int second = run_child([] { return 2; });
  course_test::observe("results", first, second);
}

COURSE_SCENARIO("a wait is interrupted") {
  course_test::MayFail may_fail;
  try {
    course_test::observe("result", run_child([] { return 7; }));
  } catch (const std::system_error&) {
    course_test::observe("result", "std::system_error");
  }
}

COURSE_SCENARIO("there may be no process") {
  const pid_t other = bystander();
  try {
    course_test::MayFail may_fail;
    const int result = run_child([] { return 7; });
    course_test::observe("result", result);
  } catch (const std::system_error&) {
    course_test::observe("result", "std::system_error");
  }
  course_test::observe("the other child", status_of(other));
}

COURSE_SCENARIO("the caller has a handler") {
  struct sigaction mine {
  }, child_before{}, child_after{}, mine_after{};
  mine.sa_handler = on_signal;
  sigaction(SIGUSR1, &mine, nullptr);
  sigset_t blocked, after;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR2);
  sigprocmask(SIG_BLOCK, &blocked, nullptr);
  sigaction(SIGCHLD, nullptr, &child_before);
  const int result = run_child([] { return 7; });
  sigaction(SIGUSR1, nullptr, &mine_after);
  sigaction(SIGCHLD, nullptr, &child_after);
  sigprocmask(SIG_SETMASK, nullptr, &after);
  course_test::observe("result", result);
  course_test::observe("as before", mine_after.sa_handler == on_signal &&
                                        same(child_before, child_after) &&
                                        sigismember(&after, SIGUSR2) == 1 &&
                                        sigismember(&after, SIGCHLD) == 0);
}
