// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "process.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <system_error>

COURSE_SIGNATURE("start must be void()", void (course::Process::*)(),
                 &course::Process::start);
COURSE_SIGNATURE("join must be void()", void (course::Process::*)(),
                 &course::Process::join);
COURSE_SIGNATURE("join_for must be bool(std::chrono::milliseconds)",
                 bool (course::Process::*)(std::chrono::milliseconds),
                 &course::Process::join_for);
COURSE_SIGNATURE("is_alive must be bool()", bool (course::Process::*)(),
                 &course::Process::is_alive);
COURSE_SIGNATURE("exitcode must be std::optional<int>()",
                 std::optional<int> (course::Process::*)(),
                 &course::Process::exitcode);
COURSE_SIGNATURE("terminate must be void()", void (course::Process::*)(),
                 &course::Process::terminate);
COURSE_SIGNATURE("pid must be pid_t() const",
                 pid_t (course::Process::*)() const, &course::Process::pid);

namespace {

using course::Process;
using course_test::event;
using course_test::input;
using course_test::observe;
using std::chrono::milliseconds;

constexpr int none = 1000;  // no exit code yet

int number = 1;

int code_of(Process& p) {
  const std::optional<int> code = p.exitcode();
  return code ? *code : none;
}

// By its place in the header.
enum Call { join, join_for, is_alive, exitcode, terminate };
void ask(Process& p, std::int64_t call, const char* key) {
  switch (call) {
    case join:
      p.join();
      return observe(key, 0);
    case join_for:
      return observe(key, p.join_for(milliseconds(50)));
    case is_alive:
      return observe(key, p.is_alive());
    case exitcode:
      return observe(key, code_of(p));
    default:
      p.terminate();
      return observe(key, 0);
  }
}

const char* what_join_throws(Process& p) {
  try {
    p.join();
  } catch (const std::logic_error&) {
    return "std::logic_error";
  }
  return "nothing";
}

const char* what_join_for_throws(Process& p) {
  try {
    p.join_for(milliseconds(5));
  } catch (const std::logic_error&) {
    return "std::logic_error";
  }
  return "nothing";
}

const char* what_start_throws(Process& p) {
  try {
    p.start();
  } catch (const std::logic_error&) {
    return "std::logic_error";
  } catch (const std::system_error&) {
    return "std::system_error";
  }
  return "nothing";
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

int until_a_signal() {
  for (;;) pause();
}

void on_signal_do_nothing() {
  struct sigaction mine {};
  mine.sa_handler = on_signal;
  sigaction(SIGUSR1, &mine, nullptr);
}

bool same(const struct sigaction& a, const struct sigaction& b) {
  return a.sa_handler == b.sa_handler && a.sa_flags == b.sa_flags;
}

// What the caller has set up for its signals.
class Signals {
 public:
  Signals() {
    on_signal_do_nothing();
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

COURSE_SCENARIO("a target returns") {
  const int code = static_cast<int>(input("code"));
  Process p([code] {
    number += 10;
    event("inside", getpid());
    return code;
  });
  observe("before", p.pid(), p.is_alive(), code_of(p));
  usleep(5'000);
  event("start");
  p.start();
  event("start is back");
  if (course_test::process_number() != 1) return;  // a child has come back
  p.join();
  observe("exit code", code_of(p));
  observe("pid", p.pid());
  observe("number", number);
}

COURSE_SCENARIO("a target throws") {
  const bool number = input("number") != 0;
  Process p([number]() -> int {
    if (number) throw 7;
    throw std::runtime_error("no result");
  });
  p.start();
  p.join();
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("a target is killed") {
  const int signal = static_cast<int>(input("signal"));
  Process p([signal] {
    raise(signal);
    return 0;
  });
  p.start();
  p.join();
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("both print") {
  const bool throws = input("throws") != 0;
  course_test::Output output;
  std::atexit(say_goodbye);
  std::printf("before ");
  Process p([throws] {
    std::printf("inside ");
    if (throws) throw std::runtime_error("no result");
    return 0;
  });
  p.start();
  p.join();
  std::printf("after");
  observe("output", output.text());
}

COURSE_SCENARIO("two wait for each other") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  const auto meet = [&ends](int i) {
    char c = 'x';
    const bool met = write(ends[i], &c, 1) == 1 && read(ends[i], &c, 1) == 1;
    return met ? i + 1 : 9;
  };
  Process a([&] { return meet(0); }), b([&] { return meet(1); });
  a.start();
  b.start();
  b.join();
  a.join();
  for (const int end : ends) close(end);
  observe("exit codes", code_of(a), code_of(b));
}

COURSE_SCENARIO("asked while it runs") {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) return;
  Process p([&ends] {
    char c;
    return read(ends[1], &c, 1) == 1 ? 5 : 9;
  });
  p.start();
  const long before = milliseconds_now();
  observe("while it runs", p.is_alive(), code_of(p),
          p.join_for(milliseconds(0)));
  observe("milliseconds", milliseconds_now() - before);
  if (write(ends[0], "x", 1) != 1) return;
  p.join();
  observe("after join", p.is_alive(), code_of(p), p.join_for(milliseconds(0)));
  for (const int end : ends) close(end);
}

COURSE_SCENARIO("asked when it has ended") {
  const auto first = input("first");
  Process p([] { return 7; });
  p.start();
  usleep(50'000);
  ask(p, first, "answer");
  ask(p, first, "and again");
  observe("is alive", p.is_alive());
  observe("exit code", code_of(p));
  p.terminate();
  p.join();
  observe("later", code_of(p), p.join_for(milliseconds(50)));
}

COURSE_SCENARIO("a time-out") {
  const auto work = static_cast<useconds_t>(input("work"));
  const auto signal = static_cast<useconds_t>(input("signal"));
  on_signal_do_nothing();
  Process p([work, signal] {
    usleep(signal * 1000);
    if (signal > 0) kill(getppid(), SIGUSR1);
    usleep((work - signal) * 1000);
    return 3;
  });
  p.start();
  const long before = milliseconds_now();
  const bool ended = p.join_for(milliseconds(input("timeout")));
  observe("join_for", ended);
  observe("milliseconds", milliseconds_now() - before);
  observe("then", code_of(p));
  p.join();
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("terminated while it runs") {
  Process p(until_a_signal);
  p.terminate();
  p.start();
  p.terminate();
  p.terminate();
  p.join();
  p.terminate();
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("terminated, and goes on") {
  Process p([] {
    signal(SIGTERM, SIG_IGN);
    usleep(20'000);
    return 7;
  });
  p.start();
  usleep(5'000);
  p.terminate();
  observe("is alive", p.is_alive());
  p.join();
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("terminated as it ends") {
  Process p([] { return 7; });
  p.start();
  p.terminate();
  p.join_for(milliseconds(5));
  p.terminate();
  p.join();
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("destroyed while it runs") {
  {
    Process p([] {
      usleep(5'000);
      event("the work is done");
      return 0;
    });
    p.start();
  }
  event("destroyed");
}

COURSE_SCENARIO("never started, beside another child") {
  const pid_t other = bystander();
  {
    Process p([] {
      event("inside");
      return 7;
    });
    observe("join", what_join_throws(p));
    observe("join_for", what_join_for_throws(p));
    observe("state", p.pid(), p.is_alive(), code_of(p));
  }
  observe("the other child", status_of(other));
}

COURSE_SCENARIO("the caller has another child") {
  const pid_t other = bystander();
  {
    Process p([] { return 7; }), q([] { return 8; });
    p.start();
    q.start();
    p.is_alive();
    p.join();
    observe("exit code", code_of(p));
  }
  observe("the other child", status_of(other));
}

COURSE_SCENARIO("started twice") {
  Process p([] {
    event("inside");
    return 7;
  });
  p.start();
  observe("start again", what_start_throws(p));
  p.join();
  observe("and after the end", what_start_throws(p));
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("a signal interrupts the wait") {
  on_signal_do_nothing();
  Process p([] {
    kill(getppid(), SIGUSR1);
    usleep(5'000);
    return 7;
  });
  p.start();
  ask(p, input("call"), "answer");
  observe("exit code", code_of(p));
}

COURSE_SCENARIO("there may be no process") {
  const Signals signals;
  const pid_t other = bystander();
  {
    Process p([] { return 7; });
    const char* thrown;
    {
      course_test::MayFail may_fail;
      thrown = what_start_throws(p);
    }
    observe("start", thrown);
    observe("as before", signals.as_before());
    if (p.pid() == -1) {
      observe("then", what_join_throws(p), p.is_alive(), code_of(p));
      observe("start again", what_start_throws(p));
    }
    if (p.pid() != -1) p.join();
    observe("exit code", code_of(p));
  }
  observe("the other child", status_of(other));
}

COURSE_SCENARIO("the caller has handlers and masks") {
  const Signals signals;
  Process p([] { return 7; });
  p.start();
  p.is_alive();
  p.join_for(milliseconds(5));
  p.join();
  observe("exit code", code_of(p));
  observe("as before", signals.as_before());
}
