#include "runtime/core/condition.hpp"

#include <cerrno>

#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/mutex.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

SyncObject& condition_object(pthread_cond_t* c) {
  SyncObject& o = object_at_handle(c, ObjectKind::condition, sizeof *c);
  check_process_shared(o, c->__data.__wrefs & 1);
  return o;
}

void notify(SyncObject& o, unsigned position) {
  Task& t = rt().tasks[o.dequeue(position)];
  t.notified = true;
  wake(t);
  progress();
}

}  // namespace

int wait_condition(pthread_cond_t* c, pthread_mutex_t* m, Address site,
                   std::uint64_t deadline) {
  current->call_site = site;
  Task& me = *current;
  SyncObject& o = condition_object(c);
  SyncObject& mutex = mutex_object(m);
  point(Operation::wait, &o, site);
  if (mutex.owner != me.id())
    fail(Verdict::crash, "it waits with a mutex that it does not hold",
         mix(site, me.context));
  const std::uint32_t depth = mutex.count;
  mutex.unrecoverable = mutex.owner_died;
  note_use(mutex);
  drop_mutex(mutex);
  o.enqueue(me.index);
  me.relock = &mutex;
  me.notified = false;
  const std::uint64_t now = rt().scheduler.now;
  // Of a wait for a time the spurious wake-up comes half way: nobody else need
  // be able to run, and a program that waits its whole time anew is late.
  const bool wakes_half_way = deadline != no_deadline && deadline > now &&
                              inject(protocol::fault_spurious_wakeup, &o, site);
  if (wakes_half_way) {
    block(Operation::wait, &o, site, now + (deadline - now) / 2);
  } else if (deadline == no_deadline && others_can_run() &&
             inject(protocol::fault_spurious_wakeup, &o, site)) {
    o.dequeue_task(me.index);
    mutex.waiters.add(me.index);
    me.timed_out = false;
    point(Operation::wake_up, &mutex, site);
  } else {
    block(Operation::wait, &o, site, deadline);
  }
  // Somebody has taken this task out of the queue, and the mutex is free.
  me.relock = nullptr;
  mutex.waiters.remove(me.index);
  note_use(mutex);
  if (mutex.unrecoverable) return ENOTRECOVERABLE;
  take_mutex(mutex, Operation::wake_up);
  mutex.count = depth;
  if (mutex.owner_died) return EOWNERDEAD;
  return me.timed_out && !me.notified && !wakes_half_way ? ETIMEDOUT : 0;
}

int notify_one_condition(pthread_cond_t* c, Address site) {
  current->call_site = site;
  SyncObject& o = condition_object(c);
  point(Operation::notify_one, &o, site);
  condition_object(c);  // it may have died while others ran
  const bool heard = o.queue_size > 0;
  if (rt().tracing.on)
    trace_step(Operation::notify_one, &o, heard ? 0 : protocol::step_failed);
  if (heard) notify(o, choose(ChoiceKind::waiter, o.queue_size));
  return 0;
}

int notify_all_condition(pthread_cond_t* c, Address site) {
  current->call_site = site;
  SyncObject& o = condition_object(c);
  point(Operation::notify_all, &o, site);
  condition_object(c);
  if (rt().tracing.on)
    trace_step(Operation::notify_all, &o,
               o.queue_size ? 0 : protocol::step_failed);
  while (o.queue_size > 0) notify(o, 0);
  return 0;
}

int destroy_condition(pthread_cond_t* c, Address site) {
  SyncObject& o = condition_object(c);
  note_use(o);
  current->call_site = site;
  if (o.queue_size > 0)
    fail(Verdict::lifetime,
         "it destroys a condition variable on which a thread still waits",
         o.id);
  o.destroyed = true;
  if (rt().tracing.on) trace_step(Operation::destroy, &o, 0);
  return 0;
}

}  // namespace course::runtime
