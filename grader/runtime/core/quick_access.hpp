// access() in line for nearly all accesses: of bytes that are easily seen to be
// alive, while nobody is told of them.
#pragma once

#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/shadow_cells.hpp"

namespace course::runtime {

// On the stack of another thread of the process, in a frame that has been
// looked for before.
inline bool on_live_stack(Address a, unsigned stack) {
  const Process& process = this_process();
  if (!process.stacks.has(stack)) return false;
  const Task& t = rt().tasks[process.on_stack[stack]];
  return t.process == process.index && t.state != TaskState::ended &&
         t.live_from != 0 && a >= t.live_from;
}

// The cell of the granule with that byte; null if it is not alive, or not
// easily seen to be.
inline Cell* cell_of_live(Address a, Address frame) {
  const Arena& arena = rt().arena;
  const Address number = (a - arena_address) / 8;
  if (a - arena_address < arena.next - arena_address) {
    if (arena.liveness[number] != 0) return nullptr;
  } else if (in_stacks(a)) {
    const auto stack = static_cast<unsigned>((a - stacks_address) / stack_size);
    if (stack == current->stack ? a < frame : !on_live_stack(a, stack))
      return nullptr;
  } else {
    return in_data(a) ? &data_cells()[(a - shadow.data_begin) / 8] : nullptr;
  }
  return &tracked_cells()[number];
}

// Does what access() does, or nothing: then it returns false, and access() must
// be called. `size`: 1, 2, 4, 8 or 16.
template <unsigned size, AccessKind kind>
inline bool quick_access(Address a, Address site, Address frame) {
  static_assert(kind == AccessKind::read || kind == AccessKind::write);
  Scheduler& s = rt().scheduler;
  if ((a & 7) + size > 8 || s.accesses_are_told ||
      (s.accesses + 1) % accesses_before_giving_way == 0)
    return false;
  Cell* const cell = cell_of_live(a, frame);
  if (!cell) return false;
  ++s.accesses;
  if (kind == AccessKind::write && !on_own_stack(a)) progress();
  if (s.alone) return true;
  const auto mask = static_cast<std::uint8_t>(((1u << size) - 1) << (a & 7));
  note_access(*cell, record_of(kind, mask, site), a, size);
  return true;
}

}  // namespace course::runtime
