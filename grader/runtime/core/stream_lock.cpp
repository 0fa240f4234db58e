#include "runtime/core/stream_lock.hpp"

#include <stdio_ext.h>

#include "runtime/core/mutex.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr int user_lock = 0x8000;  // what __fsetlocking(3) sets in _flags

SyncObject& lock_of(const FILE* stream) {
  SyncObject& o =
      object_at_address(reinterpret_cast<Address>(stream), ObjectKind::mutex);
  // fork gives back what threads of the parent hold.
  if (o.owner && rt().tasks[o.owner - 1].process != current->process)
    o.owner = o.count = 0;
  return o;
}

bool has_other_threads() {
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    const Task& t = rt().tasks[i];
    if (&t != current && t.process == current->process &&
        t.state != TaskState::ended)
      return true;
  }
  return false;
}

}  // namespace

void use_own_lock(FILE* stream) { __fsetlocking(stream, FSETLOCKING_BYCALLER); }

bool has_own_lock(const FILE* stream) {
  return inside() && stream && stream->_flags & user_lock;
}

void lock_stream(FILE* stream, Address site) {
  if (!has_other_threads()) return;
  SyncObject& o = lock_of(stream);
  if (o.owner == current->id()) {
    ++o.count;
    return;
  }
  wait_turn(Operation::lock, o, o.waiters, site, o.owner == 0, no_deadline);
  take_mutex(o, Operation::lock);
}

bool try_lock_stream(FILE* stream, Address site) {
  if (!has_other_threads()) return true;
  SyncObject& o = lock_of(stream);
  point(Operation::try_lock, &o, site);
  if (o.owner == current->id()) return ++o.count, true;
  if (o.owner) {
    if (rt().tracing.on)
      trace_step(Operation::try_lock, &o, protocol::step_failed);
    return false;
  }
  take_mutex(o, Operation::try_lock);
  return true;
}

void unlock_stream(FILE* stream, Address site) {
  SyncObject* const o =
      find_object_at_address(reinterpret_cast<Address>(stream));
  if (!o || o->owner != current->id() || --o->count > 0) return;
  progress();  // a call has had its effect: that is no looking
  point(Operation::unlock, o, site);
  if (rt().tracing.on) trace_step(Operation::unlock, o, 0);
  drop_mutex(*o);
}

}  // namespace course::runtime
