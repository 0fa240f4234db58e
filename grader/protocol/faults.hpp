// The faults that a schedule may inject, by the names that users type.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "protocol/mapping.hpp"

namespace course::protocol {

struct FaultInfo {
  Fault fault;
  std::string_view name;
};

inline constexpr FaultInfo faults[] = {
    {fault_spurious_wakeup, "spurious-wakeup"},
    {fault_early_timeout, "early-timeout"},
    {fault_weak_cas, "weak-cas"},
    {fault_thread_creation, "thread-creation"},
    {fault_allocation, "allocation"},
    {fault_callback_throws, "callback-throws"},
    {fault_memory_reuse, "memory-reuse"},
    {fault_fork, "fork"},
    {fault_interrupt, "interrupt"},
    {fault_short_read, "short-read"},
    {fault_short_write, "short-write"},
    {fault_small_pipe, "small-pipe"},
    {fault_mapping, "mapping"},
    {fault_killed, "killed"},
};

// What every right program must bear; the others end many a program, and
// rightly so.
inline constexpr std::uint32_t standard_faults =
    fault_spurious_wakeup | fault_early_timeout | fault_weak_cas;

// Also "standard".
constexpr std::optional<std::uint32_t> faults_from_name(std::string_view name) {
  if (name == "standard") return standard_faults;
  for (const FaultInfo& f : faults)
    if (f.name == name) return f.fault;
  return std::nullopt;
}

}  // namespace course::protocol
