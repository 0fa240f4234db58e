// Vector clocks (Mattern 1989): component i counts the release operations of
// task i that the owner of the clock has seen. Task ids here count from 0.
#pragma once

#include <cstdint>

#include "runtime/core/layout.hpp"

namespace course::runtime {

struct VectorClock {
  std::uint32_t at[max_tasks];

  // Becomes the least clock that has seen what both have seen. `tasks`: how
  // many components are in use.
  void join(const VectorClock& other, std::uint32_t tasks) {
    for (std::uint32_t i = 0; i < tasks; ++i)
      if (other.at[i] > at[i]) at[i] = other.at[i];
  }
  void assign(const VectorClock& other, std::uint32_t tasks) {
    for (std::uint32_t i = 0; i < tasks; ++i) at[i] = other.at[i];
  }
  // What lies behind the first `tasks` components is zero in all clocks.
  void clear(std::uint32_t tasks) {
    __builtin_memset(at, 0, tasks * sizeof *at);
  }
};

}  // namespace course::runtime
