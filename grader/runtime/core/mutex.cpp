#include "runtime/core/mutex.hpp"

#include <cerrno>

#include "runtime/core/failure.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/held_locks.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

// glibc keeps the type in the object; pthread_mutex_init is its own, so it is
// always right there.
int type_of(const pthread_mutex_t* m) { return m->__data.__kind & 3; }
bool is_robust(const pthread_mutex_t* m) { return m->__data.__kind & 16; }
bool is_process_shared(const pthread_mutex_t* m) {
  return m->__data.__kind & 128;
}

bool mine(const SyncObject& o) { return o.owner == current->id(); }

SyncObject& spin_object(pthread_spinlock_t* l) {
  const auto address = reinterpret_cast<Address>(const_cast<int*>(l));
  check_alive(address, sizeof *l, ObjectKind::mutex);
  return object_at_address(address, ObjectKind::mutex);
}

}  // namespace

bool fair_turns() { return rt().flags & protocol::fair_turns; }

SyncObject& mutex_object(pthread_mutex_t* m) {
  SyncObject& o = object_at_handle(m, ObjectKind::mutex, sizeof *m);
  check_process_shared(o, is_process_shared(m));
  o.robust = is_robust(m);
  return o;
}

namespace {

// Those who were about to take it and now cannot come behind those who wait
// already.
void queue_waiters(SyncObject& o) {
  o.dequeue_task(current->index);
  for (unsigned i = 0; i < rt().scheduler.task_count; ++i)
    if (i != current->index && o.waiters.has(i) && !o.queued(i)) o.enqueue(i);
}

}  // namespace

bool mutex_is_free(const SyncObject& o, const Task& t) {
  return o.owner == 0 && (o.reserved == 0 || o.reserved == t.id());
}

void take_mutex(SyncObject& o, Operation op) {
  Task& me = *current;
  o.owner = me.id();
  o.reserved = 0;
  if (fair_turns()) queue_waiters(o);
  o.count = 1;
  disable_waiters(o.waiters);
  acquire(me, o.clock);
  if (rt().tracing.on) trace_step(op, &o, 0);
  push_held(me, o, op != Operation::try_lock);
}

void drop_mutex(SyncObject& o) {
  Task& me = *current;
  o.owner = 0;
  o.count = 0;
  release(me, o.clock);
  if (fair_turns() && o.queue_size > 0) {
    o.reserved = o.queue[0] + 1u;
    enable(o.queue[0]);
  } else {
    enable(o.waiters);
  }
  pop_held(me, o);
}

int lock_mutex(pthread_mutex_t* m, Address site, std::uint64_t deadline) {
  current->call_site = site;
  SyncObject& o = mutex_object(m);
  if (mine(o)) {
    if (type_of(m) == PTHREAD_MUTEX_RECURSIVE_NP) return ++o.count, 0;
    if (type_of(m) == PTHREAD_MUTEX_ERRORCHECK_NP) return EDEADLK;
  }
  if (o.unrecoverable) return ENOTRECOVERABLE;
  const bool free = mutex_is_free(o, *current);
  if (fair_turns() && !free) o.enqueue(current->index);
  wait_turn(Operation::lock, o, o.waiters, site, free, deadline);
  if (!mutex_is_free(o, *current)) {
    if (fair_turns()) o.dequeue_task(current->index);
    if (rt().tracing.on) trace_step(Operation::lock, &o, protocol::step_failed);
    return ETIMEDOUT;
  }
  if (o.unrecoverable) return ENOTRECOVERABLE;
  take_mutex(o, Operation::lock);
  return o.owner_died ? EOWNERDEAD : 0;
}

int try_lock_mutex(pthread_mutex_t* m, Address site) {
  current->call_site = site;
  SyncObject& o = mutex_object(m);
  point(Operation::try_lock, &o, site);
  if (mine(o) && type_of(m) == PTHREAD_MUTEX_RECURSIVE_NP) return ++o.count, 0;
  if (!mutex_is_free(o, *current)) {
    if (rt().tracing.on)
      trace_step(Operation::try_lock, &o, protocol::step_failed);
    return EBUSY;
  }
  if (o.unrecoverable) return ENOTRECOVERABLE;
  take_mutex(o, Operation::try_lock);
  return o.owner_died ? EOWNERDEAD : 0;
}

int make_mutex_consistent(pthread_mutex_t* m) {
  SyncObject& o = mutex_object(m);
  if (!o.robust || !mine(o)) return EINVAL;
  o.owner_died = false;
  return 0;
}

int unlock_mutex(pthread_mutex_t* m, Address site) {
  SyncObject& o = mutex_object(m);
  if (!mine(o)) {
    current->call_site = site;
    if (type_of(m) == PTHREAD_MUTEX_RECURSIVE_NP ||
        type_of(m) == PTHREAD_MUTEX_ERRORCHECK_NP || o.robust)
      return EPERM;
    note_end(Operation::unlock, &o, site);
    fail(Verdict::crash,
         o.owner ? "it unlocks a mutex that another thread holds"
                 : "it unlocks a mutex that nobody holds",
         mix(site, current->context));
  }
  if (o.count > 1) return --o.count, 0;
  point(Operation::unlock, &o, site);
  mutex_object(m);  // it may have died while others ran
  if (rt().tracing.on) trace_step(Operation::unlock, &o, 0);
  o.unrecoverable = o.owner_died;
  drop_mutex(o);
  return 0;
}

int destroy_mutex(pthread_mutex_t* m, Address site) {
  SyncObject& o = mutex_object(m);
  note_use(o);
  current->call_site = site;
  if (o.owner) return EBUSY;
  o.destroyed = true;
  if (rt().tracing.on) trace_step(Operation::destroy, &o, 0);
  return 0;
}

int lock_spin(pthread_spinlock_t* l, Address site) {
  SyncObject& o = spin_object(l);
  wait_turn(Operation::lock, o, o.waiters, site, o.owner == 0, no_deadline);
  take_mutex(o, Operation::lock);
  return 0;
}

int try_lock_spin(pthread_spinlock_t* l, Address site) {
  SyncObject& o = spin_object(l);
  point(Operation::try_lock, &o, site);
  if (o.owner) {
    if (rt().tracing.on)
      trace_step(Operation::try_lock, &o, protocol::step_failed);
    return EBUSY;
  }
  take_mutex(o, Operation::try_lock);
  return 0;
}

int unlock_spin(pthread_spinlock_t* l, Address site) {
  SyncObject& o = spin_object(l);
  if (!mine(o)) {
    note_end(Operation::unlock, &o, site);
    fail(Verdict::crash, "it unlocks a spin lock that it does not hold",
         mix(site, current->context));
  }
  point(Operation::unlock, &o, site);
  if (rt().tracing.on) trace_step(Operation::unlock, &o, 0);
  drop_mutex(o);
  return 0;
}

}  // namespace course::runtime
