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

// The same for what is given back: by the current task, or in the name of a
// process that is being ended, whoever does that.
inline void release_for_next(VectorClock& clock) {
  const Process* const p = rt().processes.ending;
  if (!p) return release(*current, clock);
  clock.join(p->ending->clock, rt().scheduler.task_count);
}

}  // namespace course::runtime
