// A task: a thread of the program under test, run as a fiber on the worker's
// one kernel thread.
#pragma once

#include <unwind.h>

#include <bit>
#include <cstdint>

#include "protocol/mapping.hpp"
#include "protocol/operation.hpp"
#include "runtime/core/layout.hpp"
#include "runtime/core/thread_keys.hpp"
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
  constexpr explicit TaskSet(std::uint64_t first_64) : low_(first_64) {}
  void add(unsigned i) { word(i) |= bit(i); }
  void remove(unsigned i) { word(i) &= ~bit(i); }
  void add(TaskSet o) { low_ |= o.low_, high_ |= o.high_; }
  void remove(TaskSet o) { low_ &= ~o.low_, high_ &= ~o.high_; }
  bool has(unsigned i) const { return (i < 64 ? low_ : high_) & bit(i); }
  bool empty() const { return (low_ | high_) == 0; }
  unsigned size() const {
    return static_cast<unsigned>(std::popcount(low_) + std::popcount(high_));
  }
  std::uint64_t hash() const { return low_ ^ high_ * 0x9e3779b97f4a7c15u; }
  // The k-th member (from 0), counting upwards from `start` and around; k <
  // size().
  unsigned nth_from(unsigned start, unsigned k) const {
    TaskSet before;  // below `start`: these come last
    before.low_ = low_ & (start < 64 ? bit(start) - 1 : ~std::uint64_t{0});
    before.high_ = start < 64 ? 0 : high_ & (bit(start) - 1);
    TaskSet first = *this;
    first.remove(before);
    const unsigned n = first.size();
    return k < n ? first.nth(k) : before.nth(k - n);
  }

 private:
  static constexpr std::uint64_t bit(unsigned i) {
    return std::uint64_t{1} << (i % 64);
  }
  std::uint64_t& word(unsigned i) { return i < 64 ? low_ : high_; }
  unsigned nth(unsigned k) const {
    const auto in_low = static_cast<unsigned>(std::popcount(low_));
    std::uint64_t word = k < in_low ? low_ : high_;
    for (unsigned skip = k < in_low ? k : k - in_low; skip > 0; --skip)
      word &= word - 1;
    return static_cast<unsigned>(std::countr_zero(word)) +
           (k < in_low ? 0 : 64);
  }

  std::uint64_t low_ = 0, high_ = 0;
};
static_assert(max_tasks <= 128);

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
  std::uint64_t own_progress;    // changes this task made
  std::uint64_t idle_since;      // own_progress when idle_looks was begun
  unsigned idle_looks;           // for `busy-wait`
  unsigned idle_repeats;         // weighted; at least as high as repeats
  std::uint64_t idle_places[4];  // all, as a Bloom filter
};

struct HeldLock {
  SyncObject* object;
  std::uint32_t step;  // trace: index of the acquiring step, or:
};
inline constexpr std::uint32_t held_at_fork = ~0u;

// What a task has asked for and not got yet: see starvation.hpp.
struct Request {
  bool open, waits;
  std::uint32_t limit, overtaken;
  std::uint64_t since, waits_since;  // in the order of all requests and waits
  char what[32];
};

// Set back whenever a slot is used again: see reset() in thread.cpp.
struct Task {
  std::uint32_t index;    // from 0; users see index + 1
  std::uint32_t process;  // index
  std::uint32_t stack;    // number of the stack it runs on
  TaskState state;

  // While switched out: the saved stack pointer. Everything below it on this
  // stack is dead.
  void* stack_pointer;
  // Of the function that switched it out; 0: has not run yet.
  Address frame_pointer;
  // program_frame(), once somebody has asked since then; else 0.
  Address live_from;
  ThreadStorage own_storage;  // kept for all schedules
  ThreadStorage storage;      // in use: its own, or that of who forked it

  // The operation the task is in or about to do. While it cannot go on,
  // `waits_for` says on what.
  Operation operation;
  SyncObject* waits_for;
  Address call_site;  // of that operation: a return address
  std::uint64_t
      deadline;    // virtual nanoseconds; no_deadline if it waits for ever
  bool timed_out;  // its deadline came before what it waited for
  bool notified;   // a condition, futex or barrier let it go
  std::uint32_t futex_group;  // see futex.cpp; while it waits for one
  SyncObject* relock;  // the mutex it must hold again before its wait returns;
                       // null: none

  bool has_release_fence;
  bool has_acquire_pending;

  std::uint32_t context;  // node of the calling-context tree

  // The thread interface.
  void* (*start)(void*);
  void* argument;
  void* result;
  std::uint32_t creator;
  bool detached, joined;
  std::uint64_t blocked_signals;  // see signals.hpp
  std::uint64_t pending_signals;  // sent to this thread only
  std::uint64_t awaited_signals;  // while it is in take_signal()
  bool interrupted;  // let go on from a long wait because of a signal
  bool forked;       // the first task of a process
  _Unwind_Exception
      exit_exception;  // of pthread_exit; outlives the frames it unwinds
  SyncObject* ending;  // what joiners wait for

  std::uint64_t history;  // see fingerprint.hpp

  unsigned held_count;

  Looks looks;
  Request request;

  unsigned destructor_count;
  // It runs a destructor of a library, whose counting of references cannot be
  // seen: what that orders is not known.
  bool in_library;
  bool may_be_killed;  // a child, between any two steps: see faults.hpp
  bool may_fail;       // its allocations and new threads: see faults.hpp
  // What a scenario wants to be done inside its next allocation; null: nothing.
  void (*at_allocation)(void*);
  void* at_allocation_argument;

  // From here on large, and set back as far as it is in use.
  VectorClock clock;
  VectorClock release_fence;           // what a later relaxed store publishes
                                       // (atomic_thread_fence release)
  VectorClock acquire_pending;         // what relaxed loads have seen
                                       // (atomic_thread_fence acquire takes it)
  std::uint8_t overtakers[max_tasks];  // of its request, by index: how often
  void* key_values[max_keys];
  HeldLock held[max_held];
  ThreadLocalDestructor destructors[max_thread_local_destructors];

  unsigned id() const { return index + 1; }
};

}  // namespace course::runtime
