// How much memory a process of this user can get.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace course::doctor {

struct Memory {
  std::uint64_t available = 0;         // bytes that nobody uses now
  std::optional<std::uint64_t> limit;  // of the control group, for all in it
  // Address space of one process (ulimit -v). A worker reserves gigabytes that
  // it never touches.
  std::optional<std::uint64_t> address_limit;
  // The kernel counts memory when it is reserved (vm.overcommit_memory is 2).
  bool counted_when_reserved = false;
};

Memory this_memory();

// The lowest limit of the control groups around a process, of version 1 or 2.
// `root` stands for /, of which proc/self/cgroup and sys/fs/cgroup are read.
std::optional<std::uint64_t> control_group_limit(
    const std::filesystem::path& root);

}  // namespace course::doctor
