// Which part of a task's stack is the program's.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// The lowest address of the program's own frames on the stack of a task that
// is switched out: above the frame of ours that returns to `call_site`. If that
// cannot be told, what lies above the saved stack pointer. The runtime is
// compiled with frame pointers.
inline Address program_frame(const Task& t) {
  const Address top = stacks_address + (t.stack + 1) * stack_size;
  for (Address frame = t.frame_pointer;
       frame >= top - stack_size && frame + 16 < top;) {
    const auto* words = reinterpret_cast<const Address*>(frame);
    if (words[1] == t.call_site) return frame + 16;
    if (words[0] <= frame) break;
    frame = words[0];
  }
  return reinterpret_cast<Address>(t.stack_pointer);
}

}  // namespace course::runtime
