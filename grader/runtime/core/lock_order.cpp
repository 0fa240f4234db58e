#include "runtime/core/lock_order.hpp"

#include "runtime/core/state.hpp"

namespace course::runtime {
namespace {

bool equal(const LockEdge& a, const LockEdge& b) {
  if (a.task != b.task || a.to != b.to || a.held_count != b.held_count)
    return false;
  for (unsigned i = 0; i < a.held_count; ++i)
    if (a.held[i] != b.held[i]) return false;
  return true;
}

}  // namespace

void note_lock_order(const Task& t, const SyncObject& taken) {
  if (t.held_count == 0 || t.held_count > max_edge_locks) return;
  LockOrder& order = rt().lock_order;
  LockEdge edge{t.index, taken.address, {}, t.held_count};
  for (unsigned i = 0; i < t.held_count; ++i)
    edge.held[i] = t.held[i].object->address;
  for (std::uint32_t i = 0; i < order.count; ++i)
    if (equal(order.edges[i], edge)) return;
  if (order.count < max_lock_edges) order.edges[order.count++] = edge;
}

}  // namespace course::runtime
