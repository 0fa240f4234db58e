// Names the system call in which a process is blocked, from /proc/PID/syscall.
#include <sys/syscall.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sandbox/process_tree.hpp"

namespace course::sandbox {
namespace {

struct Name {
  long number;
  const char* name;
};

// Those that programs of this course block in. Some do not exist on every
// architecture.
constexpr Name names[] = {
    {SYS_read, "read"},
    {SYS_readv, "readv"},
    {SYS_pread64, "pread"},
    {SYS_write, "write"},
    {SYS_writev, "writev"},
    {SYS_openat, "openat"},
    {SYS_ppoll, "ppoll"},
    {SYS_pselect6, "pselect"},
    {SYS_epoll_pwait, "epoll_pwait"},
    {SYS_futex, "futex"},
    {SYS_nanosleep, "nanosleep"},
    {SYS_clock_nanosleep, "clock_nanosleep"},
    {SYS_wait4, "wait4"},
    {SYS_waitid, "waitid"},
    {SYS_accept, "accept"},
    {SYS_accept4, "accept4"},
    {SYS_connect, "connect"},
    {SYS_recvfrom, "recvfrom"},
    {SYS_recvmsg, "recvmsg"},
    {SYS_sendto, "sendto"},
    {SYS_sendmsg, "sendmsg"},
    {SYS_flock, "flock"},
    {SYS_fcntl, "fcntl"},
    {SYS_rt_sigsuspend, "rt_sigsuspend"},
    {SYS_rt_sigtimedwait, "rt_sigtimedwait"},
    {SYS_semop, "semop"},
    {SYS_semtimedop, "semtimedop"},
    {SYS_msgrcv, "msgrcv"},
    {SYS_msgsnd, "msgsnd"},
    {SYS_mq_timedreceive, "mq_timedreceive"},
    {SYS_mq_timedsend, "mq_timedsend"},
    {SYS_splice, "splice"},
    {SYS_restart_syscall, "nanosleep"},
#ifdef SYS_poll
    {SYS_poll, "poll"},
    {SYS_select, "select"},
    {SYS_pause, "pause"},
    {SYS_epoll_wait, "epoll_wait"},
    {SYS_open, "open"},
#endif
};

// How much the call says about why the program stands still.
enum Weight { nothing, waits_for_process, waits_for_thread, waits_outside };

Weight weight(long call) {
  if (call < 0) return nothing;
  if (call == SYS_wait4 || call == SYS_waitid) return waits_for_process;
  if (call == SYS_futex) return waits_for_thread;
  return waits_outside;
}

// -1 if it runs, or if the kernel does not tell.
long system_call(const std::filesystem::path& thread) {
  std::ifstream file(thread / "syscall");
  long call;
  return file >> call ? call : -1;
}

}  // namespace

std::string stuck_call(const std::vector<ProcessInfo>& processes) {
  long call = -1;
  for (const ProcessInfo& process : processes) {
    std::error_code ignored;
    const std::filesystem::directory_iterator threads(
        "/proc/" + std::to_string(process.pid) + "/task", ignored);
    for (const auto& thread : threads) {
      const long c = system_call(thread.path());
      if (weight(c) > weight(call)) call = c;
    }
  }
  if (call < 0) return {};
  for (const Name& n : names)
    if (n.number == call) return std::string(n.name) + "(2)";
  return "system call " + std::to_string(call);
}

}  // namespace course::sandbox
