// Signals, from others and from oneself: handled, ignored, blocked, waited for.
#include <pthread.h>

#include <cerrno>
#include <csignal>
#include <thread>

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

sigset_t just(int number) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  return set;
}

void block(int number) {
  const sigset_t set = just(number);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

volatile sig_atomic_t handled = 0;
void count_signal(int) { handled = handled + 1; }

}  // namespace

// expect: pass
COURSE_SCENARIO(
    "writing where nobody reads is an error if SIGPIPE is ignored") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
  const auto before = signal(SIGPIPE, SIG_IGN);
  const bool right = write(ends[1], "x", 1) == -1 && errno == EPIPE;
  signal(SIGPIPE, before);
  close(ends[1]);
  course_test::observe("holds", right && before == SIG_DFL);
}

// expect: pass
COURSE_SCENARIO("a signal interrupts, its handler runs once") {
  struct sigaction action {};
  action.sa_handler = count_signal;
  sigaction(SIGUSR1, &action, nullptr);
  const pid_t parent = getpid();
  int ends[2];
  if (pipe(ends)) return;
  const pid_t pid = child([&] { kill(parent, SIGUSR1); });
  const bool well = ends_well(pid) || (errno == EINTR && ends_well(pid));
  close(ends[0]);
  close(ends[1]);
  course_test::observe("holds", well && handled == 1);
}

// expect: pass
COURSE_SCENARIO("who ignores SIGCHLD has no zombies, and no status") {
  signal(SIGCHLD, SIG_IGN);
  const pid_t pid = child([] {});
  course_test::observe("holds",
                       waitpid(pid, nullptr, 0) == -1 && errno == ECHILD);
}

// expect: pass
COURSE_SCENARIO("terminate, and see by what it ended") {
  const pid_t pid = child([] {
    for (;;) pause();
  });
  kill(pid, SIGTERM);
  const int status = status_of(pid);
  course_test::observe("holds",
                       WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
}

// The signal of a write to nobody is for the thread that writes, whatever the
// others would do with it.
// expect: pass
COURSE_SCENARIO("a thread that blocks SIGPIPE writes where nobody reads") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[0]);
  int error = 0;
  std::thread writer([&] {
    block(SIGPIPE);
    if (write(ends[1], "x", 1) == -1) error = errno;
  });
  writer.join();
  close(ends[1]);
  course_test::observe("holds", error == EPIPE);
}

// expect: pass
COURSE_SCENARIO("a thread has the mask of who made it") {
  block(SIGTERM);
  sigset_t mask;
  std::thread([&] { pthread_sigmask(SIG_BLOCK, nullptr, &mask); }).join();
  raise(SIGTERM);
  timespec now{};
  const sigset_t pending = just(SIGTERM);
  const int first = sigtimedwait(&pending, nullptr, &now);
  const int second = sigtimedwait(&pending, nullptr, &now);
  course_test::observe("holds", sigismember(&mask, SIGTERM) == 1 &&
                                    first == SIGTERM && second == -1 &&
                                    errno == EAGAIN);
}

// expect: pass
COURSE_SCENARIO("sigwait sees a child end, before it waits or after") {
  block(SIGCHLD);
  const pid_t pid = child([] {});
  int number = 0;
  const sigset_t ends = just(SIGCHLD);
  sigwait(&ends, &number);
  course_test::observe("holds", number == SIGCHLD && ends_well(pid));
}
