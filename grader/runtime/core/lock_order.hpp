// Which locks were taken while which others were held. Kept over the schedules
// of an exploration, for search/lock_cycles.hpp.
#pragma once

#include <cstdint>

#include "runtime/core/layout.hpp"

namespace course::runtime {

struct Task;
struct SyncObject;

inline constexpr unsigned max_edge_locks = 8;
inline constexpr unsigned max_lock_edges = 2048;

// `task` took `to` while it held `held[0 .. held_count)`.
struct LockEdge {
  std::uint32_t task;  // index
  Address to;
  Address held[max_edge_locks];
  std::uint32_t held_count;
};

struct LockOrder {
  LockEdge edges[max_lock_edges];
  std::uint32_t count;
};

// The task is about to hold `taken` in addition. Edges that are known already
// cost a look-up.
void note_lock_order(const Task&, const SyncObject& taken);

}  // namespace course::runtime
