// The processes below an init, as /proc shows them.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace course::sandbox {

struct ProcessInfo {
  pid_t pid = 0, parent = 0;
  char state = '?';  // as proc(5) spells it: R, S, D, Z, T, ...
  // A zombie, on its way out, or about to be killed: no code of it runs again.
  bool dying = false;
  bool executed = false;   // it has become another program since it was forked
  double cpu_seconds = 0;  // its own
  double reaped_cpu_seconds = 0;  // of the children it has waited for
  std::size_t resident = 0;       // bytes
  int threads = 0;
  std::uint64_t started = 0;  // with the pid, tells it from any other process
};

// All zeros if there is no such process (any more).
ProcessInfo process_info(pid_t);

// Every process below `root`, parents first, `root` itself left out; stops
// after `at_most`. A process that starts or ends meanwhile may be missing.
std::vector<ProcessInfo> descendants(pid_t root, std::size_t at_most);

// Resident bytes with shared pages divided among those who share them. Walks
// page tables: for a decision, not for every sample.
std::size_t proportional_memory(pid_t);

// "read(2)": what blocks these processes. A call that waits for another task
// (futex, wait4) is named only if nothing else is found. Empty if unknown.
std::string stuck_call(const std::vector<ProcessInfo>&);

// Kills everything below `root` where no PID namespace does.
void kill_descendants(pid_t root);

}  // namespace course::sandbox
