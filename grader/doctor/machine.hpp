// What this machine is, as far as the grader depends on it. Only facts: what
// they mean is said in machine_checks.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "doctor/memory.hpp"

namespace course::doctor {

struct Machine {
  std::string architecture;  // as uname(2) spells it: "x86_64"
  std::string processor;     // "AMD EPYC 7763"; empty: unknown
  unsigned processors = 1;   // that this process may use
  double load = 0;           // tasks that want to run, over the last minute
  std::string kernel;        // release: "6.1.0-18-amd64"

  bool fsgsbase = false;         // a program may write the FS base itself
  bool fixed_addresses = false;  // a process may turn randomisation off
  bool contained = false;        // a run gets a PID namespace of its own
  bool filtered = false;         // seccomp refuses some system calls

  // Settings of the kernel on user namespaces; none: it has no such setting.
  std::optional<long> userns_clone;     // kernel.unprivileged_userns_clone
  std::optional<long> apparmor_userns;  // kernel.apparmor_restrict_...
  std::optional<long> max_namespaces;   // user.max_user_namespaces

  Memory memory;
  std::uint64_t disk_free = 0;  // bytes, for this user, in the build folder
  bool disk_writable = true;
};

// Starts a program to see what it gets.
Machine this_machine(const std::filesystem::path& build_folder);

}  // namespace course::doctor
