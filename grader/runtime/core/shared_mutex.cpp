#include "runtime/core/shared_mutex.hpp"

#include <cerrno>

#include "runtime/core/failure.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/held_locks.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

SyncObject& lock_object(pthread_rwlock_t* l) {
  SyncObject& o = object_at_handle(l, ObjectKind::shared_mutex, sizeof *l);
  check_process_shared(o, l->__data.__shared != 0);
  return o;
}

bool free_to_write(const SyncObject& o) {
  return o.owner == 0 && o.readers.empty();
}
bool free_to_read(const SyncObject& o) { return o.owner == 0; }

int take_to_write(SyncObject& o, Operation op) {
  Task& me = *current;
  o.owner = me.id();
  disable_waiters(o.waiters);
  disable_waiters(o.read_waiters);
  acquire(me, o.clock);
  acquire(me, o.reader_clock);
  if (rt().tracing.on) trace_step(op, &o, 0);
  push_held(me, o, op == Operation::lock);
  return 0;
}

int take_to_read(SyncObject& o, Operation op) {
  Task& me = *current;
  o.readers.add(me.index);
  ++o.queue[me.index];
  disable_waiters(o.waiters);
  acquire(me, o.clock);
  if (rt().tracing.on) trace_step(op, &o, 0);
  push_held(me, o,
            false);  // readers wait for writers only: no circle is predicted
  return 0;
}

int refused(SyncObject& o, Operation op, int error) {
  if (rt().tracing.on) trace_step(op, &o, protocol::step_failed);
  return error;
}

}  // namespace

int lock_shared_mutex(pthread_rwlock_t* l, Address site,
                      std::uint64_t deadline) {
  current->call_site = site;
  SyncObject& o = lock_object(l);
  wait_turn(Operation::lock, o, o.waiters, site, free_to_write(o), deadline);
  if (!free_to_write(o)) return refused(o, Operation::lock, ETIMEDOUT);
  return take_to_write(o, Operation::lock);
}

int try_lock_shared_mutex(pthread_rwlock_t* l, Address site) {
  current->call_site = site;
  SyncObject& o = lock_object(l);
  point(Operation::try_lock, &o, site);
  if (!free_to_write(o)) return refused(o, Operation::try_lock, EBUSY);
  return take_to_write(o, Operation::try_lock);
}

int read_lock_shared_mutex(pthread_rwlock_t* l, Address site,
                           std::uint64_t deadline) {
  current->call_site = site;
  SyncObject& o = lock_object(l);
  wait_turn(Operation::read_lock, o, o.read_waiters, site, free_to_read(o),
            deadline);
  if (!free_to_read(o)) return refused(o, Operation::read_lock, ETIMEDOUT);
  return take_to_read(o, Operation::read_lock);
}

int try_read_lock_shared_mutex(pthread_rwlock_t* l, Address site) {
  current->call_site = site;
  SyncObject& o = lock_object(l);
  point(Operation::try_read_lock, &o, site);
  if (!free_to_read(o)) return refused(o, Operation::try_read_lock, EBUSY);
  return take_to_read(o, Operation::try_read_lock);
}

int unlock_shared_mutex(pthread_rwlock_t* l, Address site) {
  SyncObject& o = lock_object(l);
  Task& me = *current;
  const bool writing = o.owner == me.id();
  if (!writing && !o.readers.has(me.index)) {
    note_end(Operation::unlock, &o, site);
    fail(Verdict::crash, "it unlocks a shared mutex that it does not hold",
         mix(site, me.context));
  }
  point(writing ? Operation::unlock : Operation::read_unlock, &o, site);
  lock_object(l);  // it may have died while others ran
  if (rt().tracing.on)
    trace_step(writing ? Operation::unlock : Operation::read_unlock, &o, 0);
  pop_held(me, o);
  if (writing) {
    o.owner = 0;
    release(me, o.clock);
    enable(o.waiters);
    enable(o.read_waiters);
    return 0;
  }
  release(me, o.reader_clock);
  if (--o.queue[me.index] == 0) o.readers.remove(me.index);
  if (o.readers.empty()) enable(o.waiters);
  return 0;
}

int destroy_shared_mutex(pthread_rwlock_t* l, Address site) {
  SyncObject& o = lock_object(l);
  note_use(o);
  current->call_site = site;
  o.destroyed = true;
  return 0;
}

}  // namespace course::runtime
