// Ends, signals and processes. An exercise of these lessons neither ends its
// process nor makes another.
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/program.hpp"
#include "runtime/core/world.hpp"

using namespace course::runtime;

namespace {

bool whole_program() { return rt().flags & course::protocol::whole_program; }

[[noreturn]] void refuse(Verdict verdict, const char* call, Address site) {
  // A program may do what an answer to an exercise may not; here nobody can.
  if (whole_program()) verdict = Verdict::forbidden;
  note_end(Operation::exit, nullptr, site);
  Message m;
  m << "it calls " << call;
  fail(verdict, m.text(), mix(site, current->context));
}

}  // namespace

// Ends of the process. Outside schedules the worker itself is ending.
#define COURSE_END(name, end)                                         \
  [[noreturn]] void name(int status) noexcept(false) {                \
    if (inside() && whole_program()) end(status);                     \
    if (inside()) refuse(Verdict::tampered, #name "()", COURSE_SITE); \
    end_process(status);                                              \
  }

// Calls that reach other processes, or make them.
#define COURSE_REFUSED(type, name, parameters, verdict)              \
  type name parameters noexcept(false) {                             \
    if (inside()) refuse(Verdict::verdict, #name "()", COURSE_SITE); \
    return static_cast<type>(-1);                                    \
  }

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

COURSE_END(exit, end_program)
COURSE_END(_exit, end_program_at_once)
COURSE_END(_Exit, end_program_at_once)
COURSE_END(quick_exit, end_program_at_once)

[[noreturn]] void abort() noexcept {
  if (inside()) end_with_abort(COURSE_SITE);
  end_process(134);
}

[[noreturn]] void __assert_fail(const char* expression, const char* file,
                                unsigned line, const char*) noexcept {
  if (inside()) end_with_assertion(expression, file, line, COURSE_SITE);
  end_process(134);
}

COURSE_REFUSED(int, kill, (pid_t, int), tampered)
COURSE_REFUSED(int, killpg, (pid_t, int), tampered)
COURSE_REFUSED(int, tgkill, (pid_t, pid_t, int), tampered)
COURSE_REFUSED(int, sigqueue, (pid_t, int, sigval), tampered)
COURSE_REFUSED(int, raise, (int), tampered)
COURSE_REFUSED(int, pthread_kill, (pthread_t, int), forbidden)
COURSE_REFUSED(int, pthread_cancel, (pthread_t), forbidden)
COURSE_REFUSED(pid_t, fork, (), forbidden)
COURSE_REFUSED(pid_t, vfork, (), forbidden)
COURSE_REFUSED(int, system, (const char*), forbidden)
COURSE_REFUSED(int, posix_spawn,
               (pid_t*, const char*, const posix_spawn_file_actions_t*,
                const posix_spawnattr_t*, char* const[], char* const[]),
               forbidden)
COURSE_REFUSED(int, posix_spawnp,
               (pid_t*, const char*, const posix_spawn_file_actions_t*,
                const posix_spawnattr_t*, char* const[], char* const[]),
               forbidden)
COURSE_REFUSED(int, execve, (const char*, char* const[], char* const[]),
               forbidden)
COURSE_REFUSED(int, execv, (const char*, char* const[]), forbidden)
COURSE_REFUSED(int, execvp, (const char*, char* const[]), forbidden)

FILE* popen(const char*, const char*) noexcept(false) {
  if (inside()) refuse(Verdict::forbidden, "popen()", COURSE_SITE);
  return nullptr;
}

// No signal reaches a program of these lessons (kill and its relatives are
// refused), so its handlers and masks change nothing; the real ones are the
// watchdog's.
int __sigaction(int, const struct sigaction*,
                struct sigaction*) noexcept;  // glibc's own

int sigaction(int number, const struct sigaction* action,
              struct sigaction* old) noexcept {
  if (!inside()) return __sigaction(number, action, old);
  if (old) *old = {};
  return 0;
}

sighandler_t signal(int number, sighandler_t handler) noexcept {
  if (inside()) return SIG_DFL;
  struct sigaction action {
  }, old{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  return __sigaction(number, &action, &old) ? SIG_ERR : old.sa_handler;
}

int pthread_sigmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  if (!inside())
    return static_cast<int>(-raw_syscall(SYS_rt_sigprocmask, how,
                                         reinterpret_cast<long>(set),
                                         reinterpret_cast<long>(old), 8));
  if (old) sigemptyset(old);
  return 0;
}

int sigprocmask(int how, const sigset_t* set, sigset_t* old) noexcept {
  return pthread_sigmask(how, set, old) ? -1 : 0;
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

pid_t getpid() noexcept {
  return inside() ? world_pid : static_cast<pid_t>(real_pid());
}
pid_t gettid() noexcept {
  return inside() ? world_tid() : static_cast<pid_t>(real_pid());
}
pid_t getppid() noexcept { return 1; }

int atexit(void (*function)()) noexcept {
  return register_exit_function(reinterpret_cast<void (*)(void*)>(function),
                                nullptr);
}

int __cxa_atexit(void (*function)(void*), void* argument, void*) noexcept {
  return register_exit_function(function, argument);
}

int __cxa_thread_atexit_impl(void (*function)(void*), void* object,
                             void*) noexcept {
  return register_thread_local_destructor(function, object);
}

}  // extern "C"
