// Signals, from others and from oneself: handled, ignored, blocked, waited for.
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>

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

// expect: pass
COURSE_SCENARIO("two threads wait for either signal, and each gets one") {
  sigset_t either = just(SIGUSR1);
  sigaddset(&either, SIGUSR2);
  pthread_sigmask(SIG_BLOCK, &either, nullptr);
  int a = 0, b = 0;
  all_three([&] { sigwait(&either, &a); }, [&] { sigwait(&either, &b); },
            [] {
              kill(getpid(), SIGUSR1);
              kill(getpid(), SIGUSR2);
            });
  course_test::observe("holds", a + b == SIGUSR1 + SIGUSR2);
}

// expect: pass
COURSE_SCENARIO("what has no handler ends no wait") {
  block(SIGCHLD);
  block(SIGUSR1);
  signal(SIGUSR1, count_signal);
  const pid_t parent = getpid();
  sigset_t none;
  sigemptyset(&none);
  const auto wait = [&] {
    bool right = ends_well(child([] {}));  // SIGCHLD has arrived
    const pid_t pid = child([&] { kill(parent, SIGUSR1); });
    right &= sigsuspend(&none) == -1 && errno == EINTR;
    return ends_well(pid) && right;
  };
  const auto look = [&] {
    bool right = ends_well(child([] {}));
    const pid_t pid = child([&] { kill(parent, SIGUSR1); });
    right &= ppoll(nullptr, 0, nullptr, &none) == -1 && errno == EINTR;
    return ends_well(pid) && right;
  };
  const bool first = wait() && handled == 1;
  const bool second = look() && handled == 2;
  course_test::observe("holds", first && second);
}

// expect: pass, every order
COURSE_SCENARIO("who ignores a signal that is blocked has never got it") {
  block(SIGUSR1);
  for (const bool to_thread : {false, true}) {
    to_thread ? raise(SIGUSR1) : kill(getpid(), SIGUSR1);
    signal(SIGUSR1, SIG_IGN);
    signal(SIGUSR1, count_signal);
    const sigset_t set = just(SIGUSR1);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
  }
  course_test::observe("holds", handled == 0);
}

// expect: pass
COURSE_SCENARIO("a semaphore is waited for on, or not, after a handler") {
  static sem_t never, posted;
  sem_init(&never, 0, 0);
  sem_init(&posted, 0, 0);
  struct sigaction action {};
  action.sa_handler = count_signal;
  sigaction(SIGUSR1, &action, nullptr);
  signal(SIGUSR2, [](int) { sem_post(&posted); });  // with SA_RESTART
  const pid_t parent = getpid();
  const pid_t pid = child([&] {
    for (const int number : {SIGUSR1, SIGUSR2}) {
      usleep(1'000);
      kill(parent, number);
    }
  });
  const bool given_up = sem_wait(&never) == -1 && errno == EINTR;
  const bool gone_on = sem_wait(&posted) == 0;
  course_test::observe("holds", ends_well(pid) && given_up && gone_on);
}

// expect: pass
COURSE_SCENARIO("a handler runs in the thread that can be interrupted") {
  signal(SIGUSR1, count_signal);
  const pid_t parent = getpid();
  const pid_t pid = child([&] {
    usleep(1'000);
    kill(parent, SIGUSR1);
  });
  std::thread waits([] { pause(); });
  waits.join();
  course_test::observe("holds", ends_well(pid) && handled == 1);
}

// Stopped processes are not modelled.
// expect: pass
COURSE_SCENARIO("nobody is stopped") {
  const pid_t pid = child([] { raise(SIGSTOP); });
  bool right = kill(pid, SIGTSTP) == 0 && kill(pid, SIGSTOP) == 0;
  right &= ends_well(pid);
  course_test::observe("holds", right);
}
