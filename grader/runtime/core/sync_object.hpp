// What the runtime knows of a mutex, condition variable, atomic, ... of the
// program.
//
// pthread objects carry a handle to their record in their first four bytes;
// zero is a fresh object, so static initialisers, reuse of stack memory and a
// constructor that writes zeros all mean what they should. Atomics, futexes,
// once flags and guards must keep every bit of their value, so their records
// are found by address.
#pragma once

#include <cstdint>

#include "runtime/core/task.hpp"

namespace course::runtime {

struct SyncObject {
  Address address;
  std::uint32_t process;  // index; whoever used it first, if memory is shared
  ObjectKind kind;
  std::uint32_t id;  // from 1, in order of first use in this schedule

  TaskSet waiters;  // tasks whose next operation is to take or pass this object
  TaskSet read_waiters;    // shared mutex: those that want to read
  std::uint32_t reserved;  // mutex under fair turns: the task id that is next
  std::uint32_t owner;  // task id (index + 1) of the exclusive holder, 0: none
  std::uint32_t count;  // depth of a recursive mutex; readers; units of a
                        // semaphore; arrivals
  std::uint32_t limit;  // barrier: how many arrive
  TaskSet readers;
  bool destroyed;
  bool process_shared;  // a semaphore for several processes
  bool robust;          // a mutex that outlives its owner
  bool owner_died;      // such a one, and nobody has made it consistent yet
  bool unrecoverable;   // nobody did before it was unlocked

  std::uint64_t history;  // see fingerprint.hpp
  bool has_clock;
  std::uint8_t queue_size;

  // From here on large, and set back as far as it is in use (new_object()).
  //
  // Waiters of a condition, futex or barrier in order of arrival (task
  // indices). A shared mutex, which has no such queue, counts here how often
  // each task reads.
  std::uint8_t queue[max_tasks];
  VectorClock clock;         // what the next acquirer sees
  VectorClock reader_clock;  // shared mutex: what readers published

  void enqueue(unsigned task) {
    queue[queue_size++] = static_cast<std::uint8_t>(task);
  }
  // Takes out the k-th waiter.
  unsigned dequeue(unsigned k) {
    const unsigned task = queue[k];
    for (unsigned i = k; i + 1 < queue_size; ++i) queue[i] = queue[i + 1];
    --queue_size;
    return task;
  }
  bool queued(unsigned task) const {
    for (unsigned i = 0; i < queue_size; ++i)
      if (queue[i] == task) return true;
    return false;
  }
  void dequeue_task(unsigned task) {
    for (unsigned i = 0; i < queue_size; ++i)
      if (queue[i] == task) {
        dequeue(i);
        return;
      }
  }
};

inline constexpr std::uint32_t max_objects = 4096;
inline constexpr std::uint32_t object_slots = 16384;  // power of two

struct ObjectTable {
  SyncObject objects[max_objects];
  std::uint32_t count;
  struct Slot {
    Address key;  // the address, and of private memory the process
    std::uint32_t generation, index;
  } slots[object_slots];
};

// The record of the pthread object whose first bytes are at `handle`; made if
// the object is fresh. Reports a use of a destroyed object, or of memory that
// is not alive.
SyncObject& object_at_handle(void* handle, ObjectKind kind, std::size_t size);
// The record of the atomic, futex word, once flag or guard at that address;
// made on first use.
SyncObject& object_at_address(Address, ObjectKind kind);
SyncObject* find_object_at_address(Address);
// A record that no memory of the program stands for (a task's end).
SyncObject& new_object(Address, ObjectKind kind);
void reset_objects();
// The forked process has a copy of each object in private memory of its parent:
// locked where that is locked. `to` holds what `from`, who has forked, held.
void copy_objects(const Task& from, Task& to);
// Fails unless all users of an object in shared memory are of one process, or
// it was made for several.
void check_process_shared(const SyncObject&, bool process_shared);
// A task has been ended where it stood.
void leave_all_queues(unsigned task);
// What it held of memory that others share: free if it is robust, else locked
// for ever.
void abandon_shared_locks(const Task&);

}  // namespace course::runtime
