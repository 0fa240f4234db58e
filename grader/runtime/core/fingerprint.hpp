// A fingerprint of what has happened in a schedule so far: which operations,
// and in which order those that have to do with each other. Schedules that come
// to the same one differ only in the order of independent operations; all that
// can happen from there on is the same.
//
// Every operation hashes the history of its task with that of its object and
// becomes the history of both (of the object only if it may change it); the sum
// over all operations does not depend on the order of those that do not matter
// to each other. That is enough for plain memory, too: a schedule with a data
// race fails. What a task learns or changes in any other way must be told here.
//
// Source: Musuvathi, Qadeer, "Partial-order reduction for context-bounded state
// exploration", MSR-TR-2007-12 (happens-before caching).
#pragma once

#include "runtime/core/failure.hpp"
#include "runtime/core/scheduler.hpp"

namespace course::runtime {

// Of the exploration's request: not if races do not end a schedule, turns are
// in order of arrival, or freed memory is used again in the order in which it
// was freed.
bool fingerprints_tell();

inline bool takes_fingerprint() { return rt().scheduler.fingerprint.on; }

// More than mix(): what comes next is often made of the same history in the
// same way, and what is equal would cancel out there.
inline std::uint64_t history_after(std::uint64_t history, std::uint64_t what) {
  return mix((history + 0x632be59bd9b4e019u) * 0xd6e8feb86659fd93u, what);
}

inline void add_to_history(Task& t, std::uint64_t what) {
  if (!takes_fingerprint()) return;
  t.history = history_after(t.history, what);
  rt().scheduler.fingerprint.sum += t.history;
}

// Leaves the object as it is: a load, or to wake up whoever waits when nobody
// does.
inline bool only_looks_at(const SyncObject& object, Operation op) {
  switch (op) {
    case Operation::load:
      return true;
    case Operation::notify_one:
    case Operation::notify_all:
    case Operation::futex_wake:
      return object.queue_size == 0;
    default:
      return false;
  }
}

// The task is about to do `op` on the object (may be null).
inline void note_operation(Task& t, Operation op, SyncObject* object) {
  if (!takes_fingerprint()) return;
  std::uint64_t what = mix(static_cast<std::uint64_t>(op), rt().scheduler.now);
  // Who has looked in vain soon gives way (see looks.hpp).
  if (rt().scheduler.fingerprint.tells_looks) what = mix(what, t.looks.repeats);
  if (!object) return add_to_history(t, what);
  what = mix(what, object->history);
  add_to_history(t, what);
  // Which of several looks comes first does not matter, and whether one comes
  // before a change or behind it shows in its own history.
  if (!only_looks_at(*object, op)) object->history = t.history;
}

// The current task changes the object without a point, or looks at it.
inline void note_use(SyncObject& object) {
  note_operation(*current, Operation::none, &object);
}
inline void note_look_at(SyncObject& object) {
  note_operation(*current, Operation::load, &object);
}

// The current task is given something that may depend on what other tasks have
// done: an address, a number of threads.
inline void note_learnt(std::uint64_t value) {
  add_to_history(*current, value);
}

// What the current task does comes before or behind whatever others do that is
// noted here.
inline void note_in_order() {
  Fingerprint& f = rt().scheduler.fingerprint;
  add_to_history(*current, f.common);
  f.common = current->history;
}

// At a choice in a schedule: equal for two that can go on in the same ways,
// whoever ran last. 0: cannot be told.
std::uint64_t state_at(const Choice&);

// From here on the schedule depends on what the fingerprint does not tell.
inline void keep_apart() { rt().scheduler.fingerprint.on = false; }

}  // namespace course::runtime
