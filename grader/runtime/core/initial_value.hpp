// The value of a semaphore or barrier that a static initialiser makes: kept in
// the object's own bytes, which every schedule finds as they were then. The
// object's record (sync_object.hpp) is made at its first use.
#pragma once

#include <cstdint>

namespace course::runtime {

struct InitialValue {
  std::uint32_t handle;  // 0: not used in this schedule yet
  std::uint32_t mark;
  std::uint32_t value;
};
inline constexpr std::uint32_t initial_value_mark = 0x4c415649;

inline void keep_initial_value(void* object, std::uint32_t value) {
  const InitialValue kept{0, initial_value_mark, value};
  __builtin_memcpy(object, &kept, sizeof kept);
}

// The value, if this is the first use of the object in this schedule and it
// has one; else 0.
inline std::uint32_t initial_value(const void* object) {
  InitialValue kept;
  __builtin_memcpy(&kept, object, sizeof kept);
  return kept.handle == 0 && kept.mark == initial_value_mark ? kept.value : 0;
}

}  // namespace course::runtime
