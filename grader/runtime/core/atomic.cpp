#include "runtime/core/atomic.hpp"

namespace course::runtime {

void note_weak_order(Address site) {
  protocol::Response& r = rt().mapping->response;
  for (std::uint32_t i = 0; i < r.weak_order_count; ++i)
    if (r.weak_orders[i] == site) return;
  if (r.weak_order_count < protocol::max_weak_orders)
    r.weak_orders[r.weak_order_count++] = site;
}

void atomic_acquired(Task& t, const SyncObject& o, MemoryOrder order) {
  if (rt().library_published && acquires(order)) acquire(t, rt().library_clock);
  if (!o.has_clock) return;
  if (acquires(order)) {
    acquire(t, o.clock);
  } else {
    t.acquire_pending.join(o.clock, rt().scheduler.task_count);
    t.has_acquire_pending = true;
  }
}

void atomic_stored(Task& t, SyncObject& o, MemoryOrder order,
                   bool continues_sequence) {
  const std::uint32_t tasks = rt().scheduler.task_count;
  if (releases(order)) {
    if (!continues_sequence || !o.has_clock) o.clock.clear(rt().most_tasks);
    o.has_clock = true;
    release(t, o.clock);
  } else if (t.has_release_fence) {
    if (!continues_sequence || !o.has_clock) o.clock.clear(rt().most_tasks);
    o.has_clock = true;
    o.clock.join(t.release_fence, tasks);
  } else if (!continues_sequence) {
    o.has_clock = false;  // a relaxed store ends the release sequence
  }
}

void atomic_fence(MemoryOrder order) {
  Task& t = *current;
  if (acquires(order) && t.has_acquire_pending) acquire(t, t.acquire_pending);
  if (releases(order)) {
    t.release_fence.assign(t.clock, rt().scheduler.task_count);
    t.has_release_fence = true;
    new_epoch(t);
  }
}

void atomic_notified(Address a, std::size_t size, Address site) {
  current->call_site = site;
  check_alive(a, size, ObjectKind::atomic);
}

}  // namespace course::runtime
