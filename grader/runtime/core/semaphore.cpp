#include "runtime/core/semaphore.hpp"

#include <cerrno>

#include "runtime/core/fingerprint.hpp"
#include "runtime/core/initial_value.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

SyncObject& semaphore_object(sem_t* s) {
  const std::uint32_t value = initial_value(s);
  SyncObject& o = object_at_handle(s, ObjectKind::semaphore, sizeof *s);
  o.count += value;
  check_process_shared(o, o.process_shared);
  return o;
}

void take(SyncObject& o, Operation op) {
  if (--o.count == 0) disable_waiters(o.waiters);
  acquire(*current, o.clock);
  progress();
  if (rt().tracing.on) trace_step(op, &o, 0);
}

}  // namespace

int init_semaphore(sem_t* s, bool process_shared, unsigned value) {
  __builtin_memset(s, 0, sizeof *s);
  if (!inside()) return keep_initial_value(s, value), 0;
  SyncObject& o = semaphore_object(s);
  note_use(o);
  o.count = value;
  o.process_shared = process_shared;
  // Who made it and who uses it are ordered by how the object was handed over,
  // as for plain memory.
  return 0;
}

int acquire_semaphore(sem_t* s, Address site, std::uint64_t deadline) {
  current->call_site = site;
  SyncObject& o = semaphore_object(s);
  do {
    wait_turn(Operation::acquire, o, o.waiters, site, o.count > 0, deadline);
    if (interrupted_by_signal(true)) return EINTR;
    if (o.count == 0 && current->timed_out) return ETIMEDOUT;
  } while (o.count == 0);
  take(o, Operation::acquire);
  return 0;
}

int try_acquire_semaphore(sem_t* s, Address site) {
  current->call_site = site;
  SyncObject& o = semaphore_object(s);
  point(Operation::try_acquire, &o, site);
  if (o.count == 0) {
    if (rt().tracing.on)
      trace_step(Operation::try_acquire, &o, protocol::step_failed);
    return EAGAIN;
  }
  take(o, Operation::try_acquire);
  return 0;
}

int release_semaphore(sem_t* s, Address site) {
  current->call_site = site;
  SyncObject& o = semaphore_object(s);
  point(Operation::release, &o, site);
  semaphore_object(s);  // it may have died while others ran
  release(*current, o.clock);
  ++o.count;
  enable(o.waiters);
  progress();
  if (rt().tracing.on) trace_step(Operation::release, &o, 0);
  return 0;
}

int semaphore_value(sem_t* s) {
  SyncObject& o = semaphore_object(s);
  note_use(o);
  return static_cast<int>(o.count);
}

int destroy_semaphore(sem_t* s, Address site) {
  SyncObject& o = semaphore_object(s);
  current->call_site = site;
  note_use(o);
  o.destroyed = true;
  return 0;
}

}  // namespace course::runtime
