// The calling-context tree: a node per call path, so that a 32-bit number names
// a whole stack. Kept over all schedules of a request.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

struct ContextNode {
  std::uint32_t parent;
  std::uint32_t last_child;  // the child entered last
  Address call_site;         // the return address of the call that led here
  std::uint32_t next;        // in the same hash bucket
  std::uint32_t unused;
};

inline constexpr std::uint32_t max_contexts = 1u << 18;  // power of two

inline ContextNode& context_node(std::uint32_t n) {
  return reinterpret_cast<ContextNode*>(contexts_address)[n];
}

// Only the root is left.
void forget_contexts();

// Node 0 is the root. Finds or makes the child.
std::uint32_t find_child(std::uint32_t parent, Address call_site);

inline void enter_function(Task& t, Address call_site) {
  const std::uint32_t child = context_node(t.context).last_child;
  if (child && context_node(child).call_site == call_site) {
    t.context = child;
    return;
  }
  t.context = find_child(t.context, call_site);
}

inline void leave_function(Task& t) {
  t.context = context_node(t.context).parent;
}

}  // namespace course::runtime
