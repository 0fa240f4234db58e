// Signals. Inside a schedule they are those of signals.hpp; outside, the real
// ones are the watchdog's.
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/abi/results.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/trace.hpp"
#include "runtime/core/virtual_time.hpp"

using namespace course::runtime;

namespace {

constexpr std::uint64_t second = 1'000'000'000;

std::uint64_t bits_of(const sigset_t& set) {
  std::uint64_t bits;
  __builtin_memcpy(&bits, &set, sizeof bits);
  return bits;
}

void put_bits(sigset_t& set, std::uint64_t bits) {
  set = {};
  __builtin_memcpy(&set, &bits, sizeof bits);
}

// Of a process that nobody has waited for yet; anything else is the machine's,
// or was somebody's and may be anybody's by now.
Process& target(pid_t pid, Address site) {
  if (Process* p = process_with_pid(pid)) return *p;
  const Process* const former = process_with_former_pid(pid);
  if (!former) refuse_call(Verdict::tampered, "kill()", site);
  note_end(Operation::signal, former->ending, site);
  note_culprit(Operation::signal, site);
  fail(Verdict::lifetime,
       "it sends a signal to a process that has been waited for: the number "
       "may be another's by now",
       mix(site, current->context));
}

// As pthread_sigmask(3).
int set_mask(int how, const sigset_t* set, sigset_t* old, Address site) {
  if (!inside())
    return static_cast<int>(-raw_syscall(SYS_rt_sigprocmask, how,
                                         reinterpret_cast<long>(set),
                                         reinterpret_cast<long>(old), 8));
  std::uint64_t& blocked = current->blocked_signals;
  const std::uint64_t before = blocked;
  if (set) {
    const std::uint64_t bits = bits_of(*set);
    blocked = how == SIG_BLOCK     ? blocked | bits
              : how == SIG_UNBLOCK ? blocked & ~bits
                                   : bits;
  }
  if (old) put_bits(*old, before);
  current->call_site = site;  // what was blocked may end the program here
  handle_signals_if_any();
  return 0;
}

// As sigtimedwait(2) returns it.
int taken(const sigset_t& set, siginfo_t* info, std::uint64_t deadline,
          Address site) {
  const int number = take_signal(bits_of(set), deadline, site);
  if (info) *info = {};
  if (info && number > 0) info->si_signo = number;
  return result_of(number);
}

int send(pid_t pid, int number, Address site) {
  point(Operation::signal, nullptr, site);
  return result_of(signal_process(target(pid, site), number));
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

int kill(pid_t pid, int number) noexcept(false) {
  if (!inside()) return -1;
  if (pid <= 0)
    refuse_call(Verdict::tampered,
                pid == -1 ? "kill() with -1, which means all processes"
                          : "kill() for a group of processes",
                COURSE_SITE);
  return send(pid, number, COURSE_SITE);
}
int raise(int number) noexcept(false) {
  if (!inside()) return -1;
  if (number == 0) return 0;
  if (!valid_signal(number)) return errno = EINVAL, -1;
  point(Operation::signal, nullptr, COURSE_SITE);
  if (rt().tracing.on)
    trace_signal(Operation::signal, this_process().ending, number);
  raise_signal(number, COURSE_SITE);
  return 0;
}

int pidfd_send_signal(int fd, int number, siginfo_t*,
                      unsigned) noexcept(false) {
  if (!inside()) return errno = EBADF, -1;
  return result_of(signal_process_of(fd, number, COURSE_SITE));
}

#define COURSE_NO_SIGNAL(name, parameters, verdict)                       \
  int name parameters noexcept(false) {                                   \
    if (inside()) refuse_call(Verdict::verdict, #name "()", COURSE_SITE); \
    return -1;                                                            \
  }
COURSE_NO_SIGNAL(killpg, (pid_t, int), tampered)
COURSE_NO_SIGNAL(tgkill, (pid_t, pid_t, int), tampered)
COURSE_NO_SIGNAL(sigqueue, (pid_t, int, sigval), tampered)
COURSE_NO_SIGNAL(pthread_kill, (pthread_t, int), forbidden)

int __sigaction(int, const struct sigaction*,
                struct sigaction*) noexcept;  // glibc's own

int sigaction(int number, const struct sigaction* action,
              struct sigaction* old) noexcept {
  if (!inside()) return __sigaction(number, action, old);
  if (!valid_signal(number)) return errno = EINVAL, -1;
  SignalAction wanted{};
  if (action)
    wanted = {reinterpret_cast<Address>(action->sa_handler),
              bits_of(action->sa_mask), action->sa_flags};
  const SignalAction before = change_action(number, action ? &wanted : nullptr);
  if (old) {
    *old = {};
    old->sa_handler = reinterpret_cast<sighandler_t>(before.handler);
    put_bits(old->sa_mask, before.mask);
    old->sa_flags = before.flags;
  }
  return 0;
}

sighandler_t signal(int number, sighandler_t handler) noexcept {
  struct sigaction action {
  }, old{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  return sigaction(number, &action, &old) ? SIG_ERR : old.sa_handler;
}

int pthread_sigmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  return set_mask(how, set, old, COURSE_SITE);
}
int sigprocmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  return set_mask(how, set, old, COURSE_SITE) ? -1 : 0;
}

int sigpending(sigset_t* set) noexcept {
  put_bits(*set, inside() ? pending_signals() & current->blocked_signals : 0);
  return 0;
}

int pause() noexcept(false) {
  if (inside()) {
    // What arrives here came too early: its handler runs, and pause waits on.
    point(Operation::sleep, nullptr, COURSE_SITE);
    handle_signals_if_any();
    wait_for_signal(COURSE_SITE);
  }
  return errno = EINTR, -1;
}

int sigsuspend(const sigset_t* set) noexcept(false) {
  if (inside()) {
    const std::uint64_t before = current->blocked_signals;
    current->blocked_signals = bits_of(*set);
    // What was waiting for this ends the call; a point would handle it before.
    if (!signals_wait() || !handle_signals()) wait_for_signal(COURSE_SITE);
    current->blocked_signals = before;
  }
  return errno = EINTR, -1;
}

int sigtimedwait(const sigset_t* set, siginfo_t* info,
                 const timespec* time) noexcept(false) {
  if (!inside()) return errno = EAGAIN, -1;
  const std::uint64_t deadline =
      time ? deadline_in(static_cast<std::uint64_t>(time->tv_sec) * second +
                         static_cast<std::uint64_t>(time->tv_nsec))
           : no_deadline;
  return taken(*set, info, deadline, COURSE_SITE);
}

int sigwaitinfo(const sigset_t* set, siginfo_t* info) noexcept(false) {
  if (!inside()) return errno = EINTR, -1;
  return taken(*set, info, no_deadline, COURSE_SITE);
}

int sigwait(const sigset_t* set, int* number) noexcept(false) {
  if (!inside()) return EINVAL;
  do *number = take_signal(bits_of(*set), no_deadline, COURSE_SITE);
  while (*number == -EINTR);
  return 0;
}

int sigaltstack(const stack_t* stack, stack_t* old) noexcept {
  if (inside()) return 0;
  return static_cast<int>(raw_syscall(SYS_sigaltstack,
                                      reinterpret_cast<long>(stack),
                                      reinterpret_cast<long>(old)));
}

int setitimer(__itimer_which_t which, const itimerval* timer,
              itimerval* old) noexcept {
  if (inside()) return 0;
  return static_cast<int>(raw_syscall(SYS_setitimer, which,
                                      reinterpret_cast<long>(timer),
                                      reinterpret_cast<long>(old)));
}

unsigned alarm(unsigned) noexcept { return 0; }

}  // extern "C"
