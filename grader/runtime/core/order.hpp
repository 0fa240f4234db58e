// Happens-before edges: who sees what of whom.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// The task sees everything published in `clock`.
inline void acquire(Task& t, const VectorClock& clock) {
  t.clock.join(clock, rt().scheduler.task_count);
}

// Begins a new epoch of the task: what it does from now on is not part of what
// it has published.
inline void new_epoch(Task& t) { ++t.clock.at[t.index]; }

// `clock` becomes what the task has seen and done, or gains it.
inline void release(Task& t, VectorClock& clock) {
  clock.join(t.clock, rt().scheduler.task_count);
  new_epoch(t);
}

}  // namespace course::runtime
