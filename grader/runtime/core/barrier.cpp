#include "runtime/core/barrier.hpp"

#include <cerrno>

#include "runtime/core/fingerprint.hpp"
#include "runtime/core/initial_value.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

SyncObject& barrier_object(pthread_barrier_t* b) {
  const std::uint32_t count = initial_value(b);
  SyncObject& o = object_at_handle(b, ObjectKind::barrier, sizeof *b);
  o.limit += count;
  check_process_shared(o, o.process_shared);
  return o;
}

}  // namespace

int init_barrier(pthread_barrier_t* b, bool process_shared, unsigned count) {
  if (count == 0) return EINVAL;
  __builtin_memset(b, 0, sizeof *b);
  if (!inside()) return keep_initial_value(b, count), 0;
  SyncObject& o = barrier_object(b);
  note_use(o);
  o.limit = count;
  o.process_shared = process_shared;
  return 0;
}

int arrive_at_barrier(pthread_barrier_t* b, Address site) {
  current->call_site = site;
  Task& me = *current;
  SyncObject& o = barrier_object(b);
  point(Operation::arrive, &o, site);
  release(me, o.clock);
  if (rt().tracing.on) trace_step(Operation::arrive, &o, 0);
  if (o.queue_size + 1u < o.limit) {
    o.enqueue(me.index);
    block(Operation::arrive, &o, site, no_deadline);
    note_look_at(o);
    acquire(me, o.clock);
    return 0;
  }
  while (o.queue_size > 0) wake(rt().tasks[o.dequeue(0)]);
  acquire(me, o.clock);
  progress();
  return PTHREAD_BARRIER_SERIAL_THREAD;
}

int destroy_barrier(pthread_barrier_t* b, Address site) {
  SyncObject& o = barrier_object(b);
  current->call_site = site;
  note_use(o);
  if (o.queue_size > 0) return EBUSY;
  o.destroyed = true;
  return 0;
}

}  // namespace course::runtime
