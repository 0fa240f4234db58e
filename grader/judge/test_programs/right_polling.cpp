// Waiting for the end of a process among other things: pidfd, poll, select.
#include <poll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <mutex>

extern "C" {  // which glibc 2.36 has forgotten
#include <sys/pidfd.h>
}

#include "child_processes.hpp"
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

using namespace programs;

namespace {

int ready_in(int fd, int milliseconds) {
  pollfd p{fd, POLLIN, 0};
  return poll(&p, 1, milliseconds);
}

volatile sig_atomic_t handled = 0;
void count_signal(int) { handled = handled + 1; }

}  // namespace

// expect: pass
COURSE_SCENARIO("a pidfd is readable once its process has ended") {
  const pid_t pid = child([] { usleep(20'000); });
  const int fd = pidfd_open(pid, 0);
  const bool timed_out = ready_in(fd, 10) == 0;
  const bool has_ended = ready_in(fd, -1) == 1;
  int status = -1;
  const bool at_once = waitpid(pid, &status, WNOHANG) == pid && status == 0;
  const bool still = ready_in(fd, 0) == 1;  // also of one that is reaped
  course_test::observe(
      "holds", timed_out && has_ended && at_once && still && close(fd) == 0);
}

// expect: pass
COURSE_SCENARIO("two processes, and the first to end is served first") {
  const pid_t slow = child([] { usleep(50'000); });
  const pid_t fast = child([] { usleep(5'000); });
  const auto open = [](pid_t pid) {
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  };
  pollfd list[] = {{open(slow), POLLIN, 0}, {open(fast), POLLIN, 0}};
  const bool one = poll(list, 2, -1) == 1 && list[1].revents == POLLIN;
  const bool well = ends_well(fast) && ends_well(slow);
  for (const pollfd& p : list) close(p.fd);
  course_test::observe("holds", one && well);
}

// expect: pass
COURSE_SCENARIO("waitid and signals by a pidfd") {
  const pid_t pid = child([] {
    for (;;) pause();
  });
  const int fd = pidfd_open(pid, 0);
  bool right = pidfd_send_signal(fd, SIGTERM, nullptr, 0) == 0;
  siginfo_t info;
  right &= waitid(P_PIDFD, static_cast<id_t>(fd), &info, WEXITED) == 0 &&
           info.si_pid == pid && info.si_status == SIGTERM;
  right &= pidfd_send_signal(fd, SIGTERM, nullptr, 0) == -1 && errno == ESRCH;
  right &= pidfd_open(pid, 0) == -1 && errno == ESRCH;
  close(fd);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("WNOWAIT leaves the status where it is") {
  const pid_t pid = child([] { _exit(7); });
  siginfo_t info;
  const auto id = static_cast<id_t>(pid);
  bool right = true;
  for (int i = 0; i < 2; ++i)
    right &=
        waitid(P_PID, id, &info, WEXITED | WNOWAIT) == 0 && info.si_status == 7;
  int status = -1;
  right &= waitpid(pid, &status, 0) == pid && WEXITSTATUS(status) == 7;
  right &= waitid(P_PID, id, &info, WEXITED | WNOWAIT | WNOHANG) == -1;
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("a number of its own, by whatever call") {
  const pid_t pid = child([] {
    _exit(syscall(SYS_getpid) == getpid() && getpid() != getppid() ? 0 : 1);
  });
  course_test::observe("holds", ends_well(pid) &&
                                    syscall(SYS_getpid) == getpid() &&
                                    getpid() != pid);
}

// expect: pass
COURSE_SCENARIO("select waits for bytes, and no longer than it should") {
  int ends[2];
  if (pipe(ends)) return;
  const pid_t pid = child([&] {
    usleep(5'000);
    if (write(ends[1], "x", 1) != 1) _exit(1);
  });
  fd_set in, out;
  const auto fill = [&] {
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(ends[0], &in);
    FD_SET(ends[1], &out);
  };
  fill();
  bool right = select(ends[1] + 1, &in, &out, nullptr, nullptr) == 1 &&
               !FD_ISSET(ends[0], &in) && FD_ISSET(ends[1], &out);
  fill();
  timeval t{0, 1'000};
  right &= select(ends[0] + 1, &in, nullptr, nullptr, &t) == 0 &&
           t.tv_usec == 0 && !FD_ISSET(ends[0], &in);
  fill();
  t = {1, 0};
  right &= select(ends[0] + 1, &in, nullptr, nullptr, &t) == 1 &&
           t.tv_usec == 996'000 && FD_ISSET(ends[0], &in);
  right &= ends_well(pid);
  close(ends[0]);
  close(ends[1]);
  course_test::observe("holds", right);
}

// expect: pass
COURSE_SCENARIO("pselect and ppoll lose no signal") {
  sigset_t all, before;
  sigemptyset(&all);
  sigaddset(&all, SIGCHLD);
  sigprocmask(SIG_BLOCK, &all, &before);
  struct sigaction action {};
  action.sa_handler = count_signal;
  sigaction(SIGCHLD, &action, nullptr);
  const pid_t one = child([] {});
  const bool first = pselect(0, nullptr, nullptr, nullptr, nullptr, &before) &&
                     errno == EINTR && handled == 1 && ends_well(one);
  const pid_t two = child([] {});
  const bool second = ppoll(nullptr, 0, nullptr, &before) == -1 &&
                      errno == EINTR && handled == 2 && ends_well(two);
  course_test::observe("holds", first && second);
}

// expect: pass
COURSE_SCENARIO("sigsuspend loses no signal") {
  sigset_t child_ends, before;
  sigemptyset(&child_ends);
  sigaddset(&child_ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_ends, &before);
  struct sigaction action {};
  action.sa_handler = count_signal;
  sigaction(SIGCHLD, &action, nullptr);
  const pid_t pid = child([] {});
  int woken = 0;
  while (waitpid(pid, nullptr, WNOHANG) == 0) {
    sigsuspend(&before);
    ++woken;
  }
  // It came while nobody looked, or as the one that was waited for.
  course_test::observe("holds", handled == woken && woken <= 1);
}

// expect: pass
COURSE_SCENARIO("sigtimedwait takes a blocked signal, or gives up in time") {
  sigset_t child_ends;
  sigemptyset(&child_ends);
  sigaddset(&child_ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_ends, nullptr);
  const pid_t pid = child([] { usleep(20'000); });
  const timespec little{0, 10'000'000}, much{10, 0};
  bool right =
      sigtimedwait(&child_ends, nullptr, &little) == -1 && errno == EAGAIN;
  siginfo_t info;
  right &= sigtimedwait(&child_ends, &info, &much) == SIGCHLD &&
           info.si_signo == SIGCHLD;
  right &= ends_well(pid);
  const pid_t other = child([] {});
  int number = 0;
  right &= sigwait(&child_ends, &number) == 0 && number == SIGCHLD;
  right &= ends_well(other);
  sigset_t left;
  sigpending(&left);
  course_test::observe("holds", right && !sigismember(&left, SIGCHLD));
}

// with: sleeps
// expect: pass
COURSE_SCENARIO("to sleep between two looks is to wait") {
  const pid_t pid = child([] { usleep(100'000); });
  while (waitpid(pid, nullptr, WNOHANG) == 0) usleep(1'000);
}

// expect: pass
COURSE_SCENARIO("a file that is closed while others poll it is forgotten") {
  int closed[2], other[2];
  if (pipe(closed) || pipe(other)) return;
  const int still = dup(closed[0]);
  std::mutex m;
  int inside = 0;
  bool alone = true;
  const auto enter = [&](auto f) {
    std::lock_guard l(m);
    alone &= ++inside == 1;
    f();
    --inside;
  };
  both(
      [&] {
        pollfd list[] = {{closed[0], POLLIN, 0}, {other[0], POLLIN, 0}};
        poll(list, 2, -1);
        enter([] {});
      },
      [&] {
        usleep(1'000);  // the other one waits
        close(closed[0]);
        if (write(other[1], "x", 1) != 1) return;
        enter([&] {
          course_test::let_others_run();
          alone &= write(closed[1], "x", 1) == 1;
          course_test::let_others_run();
        });
      });
  for (int fd : {closed[1], still, other[0], other[1]}) close(fd);
  course_test::observe("holds", alone);
}

// expect: pass, every order
COURSE_SCENARIO("select of what is closed leaves the sets alone") {
  int ends[2];
  if (pipe(ends)) return;
  close(ends[1]);
  fd_set in;
  FD_ZERO(&in);
  for (int fd : ends) FD_SET(fd, &in);
  bool right = select(ends[1] + 1, &in, nullptr, nullptr, nullptr) == -1 &&
               errno == EBADF && FD_ISSET(ends[0], &in) &&
               FD_ISSET(ends[1], &in);
  siginfo_t info;
  right &= waitid(P_PID, 0, &info, WEXITED) == -1 && errno == EINVAL;
  close(ends[0]);
  course_test::observe("holds", right);
}
