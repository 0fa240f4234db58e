// All state of the runtime, in one mapping at a fixed address.
//
// Ground rules for code in this folder: it runs inside the submission's
// process, on the submission's stacks. It is not instrumented; it calls nothing
// that is interposed (no malloc, no pthread, no stdio) while a task is current;
// it keeps no static variables except `current`, for the executable's data are
// put back to their first bytes before every schedule.
#pragma once

#include <cstdint>

#include "protocol/mapping.hpp"
#include "protocol/verdict.hpp"
#include "protocol/wire.hpp"
#include "runtime/core/layout.hpp"
#include "runtime/core/lock_order.hpp"
#include "runtime/core/sync_object.hpp"
#include "runtime/core/task.hpp"

namespace course::runtime {

class Strategy;
using protocol::Verdict;

inline constexpr std::uint32_t max_choices = 65536;
inline constexpr std::uint32_t max_messages = 512;

// See fingerprint.hpp.
struct Fingerprint {
  std::uint64_t sum;     // of the histories that all operations have led to
  std::uint64_t common;  // of what is noted in order
  bool on;               // it is wanted, and tells everything
  bool tells_looks;      // for they matter
};

struct Scheduler {
  TaskSet enabled;
  std::uint32_t task_count;
  std::uint32_t points;    // synchronisation operations begun
  std::uint32_t choices;   // points and other choices with at least two options
  std::uint64_t accesses;  // instrumented accesses since the last point
  // What the schedule has cost up to its last point: accesses, and points, which
  // weigh more.
  std::uint64_t work;
  std::uint64_t now;            // virtual nanoseconds since the schedule began
  std::uint32_t time_moved_at;  // in points
  std::uint64_t
      progress;  // changes that another task may have been waiting for
  std::uint64_t idle_points;  // operations since the last progress
  std::uint32_t run_length;   // points since another task ran
  bool
      fair;  // the strategy is not asked: everybody gets a turn (see looks.hpp)
  bool accesses_are_told;  // to the trace, or are points: see access()
  // There is one task, and it comes after all that others have done: nothing
  // races with what it accesses, now or later.
  bool alone;
  bool abandoned;  // by the strategy, before its end
  bool draining;  // the first task is at its end and waits for the others
  std::uint32_t hash;
  Fingerprint fingerprint;
  std::uint32_t faults;  // injected so far
  Strategy* strategy;
  std::uint8_t options[max_choices];  // of choice i, from 0
  std::uint8_t chosen[max_choices];
  std::uint32_t step_limit;
  unsigned probing;  // index + 1 of the task woken to probe for a lost wake-up
  Verdict probe_verdict;
};

// How the current schedule failed.
struct Failed {
  bool failed;
  Verdict verdict;
  std::uint64_t
      signature;  // equal for failures of the same kind at the same places
  char message[max_messages];
};

// One of the two accesses of a race, or the access outside an object.
struct AccessRecord {
  std::uint32_t task;  // index
  Operation operation;
  bool atomic;
  Address address;
  std::uint32_t size;
  std::uint32_t context;
  Address call_site;
  std::uint32_t clock;
  bool here;  // made by the current task right now: its stack can be unwound
};

struct Arena {
  Address next;
  // Freed blocks that a compare-exchange had a pointer to, latest last.
  Address reusable[64];
  std::uint32_t reusable_count;
  std::uint8_t
      liveness[arena_size / 8];  // 0: alive; 1..7: first bytes alive; else not
};

struct Observations {
  std::byte bytes[1u << 16];
  protocol::Writer writer;
  std::size_t
      count_at;  // where the number of values of the open observation stands
  std::uint16_t values;
  std::size_t depth;  // elements of lists still to come
};

struct NamedObject {
  Address address;
  std::size_t size;
  char name[32];
};

struct KeyTable {
  ThreadKey keys[max_keys];
  ThreadKey kept[max_keys];  // those with which every schedule begins
  void* driver_values[max_keys];
  std::uint32_t high;  // keys from this one on were never used
  bool changed;        // since the schedule began
};

inline constexpr unsigned max_named = 64;
inline constexpr unsigned max_exit_functions = 256;

struct ExitFunction {
  void (*function)(void*);
  void* argument;
};

// See process_image.hpp: ranges, each its address, its size and its bytes.
struct Image {
  std::byte* bytes;
  std::size_t capacity, size;
  Address heap_end;  // of the arena, when it was made
};

// See signals.hpp. The n-th bit of a set is signal n.
struct SignalAction {
  Address handler;  // SIG_DFL, SIG_IGN or a function
  std::uint64_t mask;
  int flags;
};
inline constexpr unsigned signal_count = 65;
struct Signals {
  SignalAction actions[signal_count];
  std::uint64_t pending;
};

struct OpenFile;

struct Descriptor {
  OpenFile* file;  // null: not open
  bool close_on_exec;
  bool was_open;          // in this process
  std::uint32_t made_by;  // index of the task that opened it; if it is closed,
                          // of the one that has closed it
  std::uint32_t made_in;  // its calling context
  Address made_at;
};
inline constexpr unsigned max_descriptors = 64;

enum class ProcessState : std::uint8_t {
  running,
  ended,   // a zombie, until somebody waits for it
  reaped,  // or nobody can: its parent has ended before
};

inline constexpr std::uint32_t no_process = ~std::uint32_t{0};

struct Process {
  std::uint32_t index;   // from 0; users see index + 1
  std::uint32_t parent;  // index; no_process: it has ended
  bool adopts;           // orphans among its descendants: prctl(2)
  int death_signal;      // when its parent ends; 0: none
  ProcessState state;
  int status;                // as waitpid gives it
  std::uint32_t ended_as;    // 1 is the first to end
  std::uint32_t first_task;  // index of the task that fork made
  std::uint32_t made_by;     // index of the task that called fork
  std::uint32_t made_in;     // its calling context there
  Address made_at;
  SyncObject* ending;    // what it has published by its end
  SyncObject* children;  // what its calls of waitpid wait for
  // Stacks whose bytes are part of its memory, the task that is on each (by
  // number of the stack), and of one whose task is not its own (only the thread
  // that forks goes on in the new process) where its frames began.
  TaskSet stacks;
  std::uint8_t on_stack[max_tasks];
  Address inherited_from[max_tasks];
  ExitFunction exit_functions[max_exit_functions];
  unsigned exit_function_count;
  Descriptor descriptors[max_descriptors];
  Signals signals;
  Image image;
};

struct Processes {
  Process at[max_processes];
  std::uint32_t count, ended;
  std::uint32_t killed;     // by a fault
  bool small_pipes;         // of one page
  TaskSet forked_stacks;    // stacks that more than one process has
  std::size_t image_bytes;  // of the region at images_address, in use
  Process* ending;          // closes what it has open; null: none does
  Task* next;               // the task that the exchange of memory goes on with
  Process* forked;          // the process whose memory is being made
  // On which memory is exchanged: it is nobody's.
  alignas(16) std::byte exchange_stack[16 << 10];
};

struct Tracing {
  bool on;
  std::uint32_t
      choice;  // number of the choice that led to the next step; 0: none
  std::size_t open_write;  // offset of the value of a write that is about to
                           // happen; 0: none
  Address open_address;
  std::uint32_t open_size;
  protocol::Writer steps;
  std::uint32_t step_count;
  AccessRecord accesses[2];
  unsigned access_count;
};

struct Runtime {
  std::uint32_t generation;  // number of the current schedule, from 1
  Scheduler scheduler;
  Task tasks[max_tasks];
  std::uint32_t most_tasks;  // in any schedule so far
  ObjectTable table;
  Failed failure;
  Observations observations;
  NamedObject named[max_named];
  unsigned named_count;
  Processes processes;
  Tracing tracing;
  protocol::Mapping* mapping;
  std::uint32_t flags;   // of protocol::RequestFlag
  std::uint32_t faults;  // of protocol::Fault, that may be injected
  Address watched[2];    // places of accesses that are points; 0: none
  // A schedule was left in the middle of library code, whose locks and buffers
  // are not put back: this worker must not run another one.
  bool library_state_lost;
  bool takes_fingerprints;  // of the schedules that begin
  // In some schedule a task may have had to give way for what it had looked at.
  bool looks_matter;
  // Some schedule left choices out (fair mode): "all orders" may not be
  // claimed.
  bool choices_left_out;
  // A destructor of a library has run at the end of a thread, and may have
  // published something (std::promise::set_value_at_thread_exit): where, cannot
  // be seen, so whoever acquires anything sees it.
  bool library_published;
  VectorClock library_clock;
  std::uint64_t requests;      // begun or waiting so far; see starvation.hpp
  std::uint64_t random_state;  // of random_device, rand, getrandom
  // The driver, to which a schedule returns.
  void* driver_stack_pointer;
  ThreadStorage driver_storage;
  void (*scenario)();
  LockOrder lock_order;
  KeyTable keys;
  Arena arena;
};

inline Runtime& rt() { return *reinterpret_cast<Runtime*>(state_address); }

// The running task; null outside schedules. In a section of its own, which the
// snapshot leaves alone.
extern Task* current;

inline bool on_own_stack(Address a) {
  return (a - stacks_address) / stack_size == current->stack;
}

inline bool inside() { return current != nullptr; }

}  // namespace course::runtime
