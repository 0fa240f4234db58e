// The locks a task holds, in order of acquisition.
#pragma once

#include "runtime/core/lock_order.hpp"
#include "runtime/core/state.hpp"

namespace course::runtime {

// Called right behind the acquiring step. `waited`: the operation would have
// waited for the lock.
inline void push_held(Task& t, SyncObject& o, bool waited) {
  if (waited && t.held_count > 0) note_lock_order(t, o);
  if (t.held_count < max_held) {
    const std::uint32_t steps = rt().tracing.step_count;
    t.held[t.held_count] = {&o, steps ? steps - 1 : 0};
  }
  ++t.held_count;
}

// How many of them are known; beyond, they are only counted.
inline unsigned known_held(const Task& t) {
  return t.held_count < max_held ? t.held_count : max_held;
}

inline void pop_held(Task& t, const SyncObject& o) {
  const unsigned n = known_held(t);
  for (unsigned i = n; i-- > 0;) {
    if (t.held[i].object != &o) continue;
    for (; i + 1 < n; ++i) t.held[i] = t.held[i + 1];
    break;
  }
  if (t.held_count > 0) --t.held_count;
}

}  // namespace course::runtime
