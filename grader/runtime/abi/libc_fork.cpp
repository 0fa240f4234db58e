// Processes: fork and wait.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/results.hpp"
#include "runtime/core/descriptors.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/world.hpp"

using namespace course::runtime;

namespace {

siginfo_t end_of(pid_t child, int status) {
  siginfo_t info{};
  info.si_signo = SIGCHLD;
  info.si_pid = child;
  info.si_code = WIFEXITED(status) ? CLD_EXITED : CLD_KILLED;
  info.si_status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
  return info;
}

// As in waitpid; 0: a descriptor that is no process's.
pid_t meant_by(idtype_t type, id_t id) {
  if (type == P_PID) return static_cast<pid_t>(id);
  if (type != P_PIDFD) return -1;
  const OpenFile* const f = find_file(static_cast<int>(id));
  return f && f->process ? pid_of(*f->process) : 0;
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

pid_t fork() noexcept(false) {
  if (!inside()) refuse_before_start("fork");
  return result_of(fork_process(COURSE_SITE));
}
// Its child may do next to nothing, so nothing tells them apart but what rests
// on writing in the parent's memory, which no program may.
pid_t vfork() noexcept(false) {
  if (!inside()) refuse_before_start("vfork");
  return result_of(fork_process(COURSE_SITE));
}

pid_t waitpid(pid_t which, int* status, int options) noexcept(false) {
  if (!inside()) return errno = ECHILD, -1;
  return result_of(wait_for_child(which, status, options, COURSE_SITE));
}
pid_t wait(int* status) noexcept(false) {
  if (!inside()) return errno = ECHILD, -1;
  return result_of(wait_for_child(-1, status, 0, COURSE_SITE));
}
pid_t wait4(pid_t which, int* status, int options,
            rusage* usage) noexcept(false) {
  if (usage) *usage = {};
  if (!inside()) return errno = ECHILD, -1;
  return result_of(wait_for_child(which, status, options, COURSE_SITE));
}
int waitid(idtype_t type, id_t id, siginfo_t* info,
           int options) noexcept(false) {
  if (!inside()) return errno = ECHILD, -1;
  if (type == P_PID && static_cast<pid_t>(id) <= 0) return errno = EINVAL, -1;
  const pid_t which = meant_by(type, id);
  if (which == 0) return errno = EBADF, -1;
  int status = 0;
  const pid_t child = wait_for_child(which, &status, options, COURSE_SITE);
  if (info) *info = child > 0 ? end_of(child, status) : siginfo_t{};
  return child < 0 ? result_of(child) : 0;
}

int pidfd_open(pid_t pid, unsigned) noexcept(false) {
  if (!inside()) return errno = ESRCH, -1;
  return result_of(open_process(pid, COURSE_SITE));
}

int prctl(int option, ...) noexcept {
  va_list list;
  va_start(list, option);
  long a[4];
  for (long& argument : a) argument = va_arg(list, long);
  va_end(list);
  if (inside() && option == PR_SET_CHILD_SUBREAPER)
    return adopt_orphans(a[0] != 0), 0;
  if (inside() && option == PR_SET_PDEATHSIG) {
    if (a[0] != 0 && !valid_signal(static_cast<int>(a[0])))
      return errno = EINVAL, -1;
    return set_death_signal(static_cast<int>(a[0])), 0;
  }
  return static_cast<int>(real(SYS_prctl, option, a[0], a[1], a[2], a[3]));
}

pid_t getpid() noexcept {
  return inside() ? pid_of(this_process()) : static_cast<pid_t>(real_pid());
}
pid_t gettid() noexcept {
  return inside() ? world_tid() : static_cast<pid_t>(real_pid());
}
pid_t getppid() noexcept { return inside() ? parent_pid() : 1; }

}  // extern "C"
