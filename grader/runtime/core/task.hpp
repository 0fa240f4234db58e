// A task: a thread of the program under test, run as a fiber on the worker's
// one kernel thread.
#pragma once

#include <unwind.h>

#include <bit>
#include <cstdint>

#include "protocol/mapping.hpp"
#include "protocol/operation.hpp"
#include "runtime/core/layout.hpp"
#include "runtime/core/thread_storage.hpp"
#include "runtime/core/vector_clock.hpp"

namespace course::runtime {

using protocol::ObjectKind;
using protocol::Operation;
using protocol::TaskState;

struct SyncObject;

// A set of task indices (from 0).
class TaskSet {
 public:
  constexpr TaskSet() = default;
  constexpr explicit TaskSet(std::uint64_t bits) : bits_(bits) {}
  void add(unsigned i) { bits_ |= std::uint64_t{1} << i; }
  void remove(unsigned i) { bits_ &= ~(std::uint64_t{1} << i); }
  void add(TaskSet o) { bits_ |= o.bits_; }
  void remove(TaskSet o) { bits_ &= ~o.bits_; }
  bool has(unsigned i) const { return bits_ >> i & 1; }
  bool empty() const { return bits_ == 0; }
  unsigned size() const { return static_cast<unsigned>(std::popcount(bits_)); }
  unsigned first() const {
    return static_cast<unsigned>(std::countr_zero(bits_));
  }
  // The k-th member (from 0), counting upwards from `start` and around; k <
  // size().
  unsigned nth_from(unsigned start, unsigned k) const {
    std::uint64_t rotated = std::rotr(bits_, static_cast<int>(start));
    for (; k > 0; --k) rotated &= rotated - 1;
    return (static_cast<unsigned>(std::countr_zero(rotated)) + start) %
           max_tasks;
  }
  std::uint64_t bits() const { return bits_; }

 private:
  std::uint64_t bits_ = 0;
};

struct ThreadLocalDestructor {
  void (*function)(void*);
  void* object;
};

inline constexpr unsigned max_held = 32;
inline constexpr unsigned max_thread_local_destructors = 64;
inline constexpr std::uint64_t no_deadline = ~std::uint64_t{0};

// What a task has looked at without anything having changed: see looks.hpp.
struct Looks {
  static constexpr unsigned remembered = 8;
  struct Look {
    std::uint64_t place;
    SyncObject* object;
  } seen[remembered];
  unsigned count;
  std::uint64_t at_progress;   // progress of everybody when the list was begun
  unsigned repeats;            // weighted; high: give way
  Look idle_seen[remembered];  // since this task itself last changed anything
  unsigned idle_count;
  std::uint64_t own_progress;  // changes this task made
  std::uint64_t idle_since;    // own_progress when idle_looks was begun
  unsigned idle_looks;         // for `busy-wait`
};

struct HeldLock {
  SyncObject* object;
  std::uint32_t step;  // trace: index of the acquiring step
};

// Reset at the start of each schedule, except for the fields marked "kept".
struct Task {
  std::uint32_t index;  // from 0; users see index + 1
  TaskState state;

  // While switched out: the saved stack pointer. Everything below it on this
  // stack is dead.
  void* stack_pointer;
  ThreadStorage storage;  // kept

  // The operation the task is in or about to do. While it cannot go on,
  // `waits_for` says on what.
  Operation operation;
  SyncObject* waits_for;
  Address call_site;  // of that operation: a return address
  std::uint64_t
      deadline;        // virtual nanoseconds; no_deadline if it waits for ever
  bool timed_out;      // its deadline came before what it waited for
  bool notified;       // a condition, futex or barrier let it go
  SyncObject* relock;  // the mutex it must hold again before its wait returns;
                       // null: none

  VectorClock clock;
  VectorClock release_fence;    // what a later relaxed store publishes
                                // (atomic_thread_fence release)
  VectorClock acquire_pending;  // what relaxed loads have seen
                                // (atomic_thread_fence acquire takes it)
  bool has_release_fence;
  bool has_acquire_pending;

  std::uint32_t context;  // node of the calling-context tree

  // The thread interface.
  void* (*start)(void*);
  void* argument;
  void* result;
  std::uint32_t creator;
  bool detached, joined;
  _Unwind_Exception
      exit_exception;  // of pthread_exit; outlives the frames it unwinds
  SyncObject* ending;  // what joiners wait for

  HeldLock held[max_held];
  unsigned held_count;

  Looks looks;

  ThreadLocalDestructor destructors[max_thread_local_destructors];
  unsigned destructor_count;

  unsigned id() const { return index + 1; }
};

}  // namespace course::runtime
