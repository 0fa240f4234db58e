// The memory that judge and worker share: the judge writes a Request before it
// starts the worker, the worker fills in the Response and the areas behind it.
// Plain bytes, fixed layout, no pointers.
//
// The judge never believes a Response whose `stage` is not `ended`, and reads
// the areas only through a bounds-checked Reader: the submission runs in the
// same process as the writer.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace course::protocol {

inline constexpr std::uint32_t mapping_version = 3;
// The worker finds the mapping under this descriptor.
inline constexpr int mapping_descriptor = 3;
// A stream socket, if the judge may have more than one request: the worker
// sends a byte when it has answered and could answer another one, and waits for
// one that says that this is in the mapping.
inline constexpr int turns_descriptor = 4;

enum class Mode : std::uint32_t {
  explore,  // search; answers the distinct outcomes
  run,  // each schedule of the request area once; answers one outcome each, in
        // order
  trace,  // the one schedule of the request area, with every step recorded
};

// Faults that a schedule may inject; each is off unless the request allows it.
enum Fault : std::uint32_t {
  fault_spurious_wakeup = 1,
  fault_early_timeout = 2,
  fault_weak_cas = 4,
  fault_thread_creation = 8,  // pthread_create says EAGAIN
  fault_allocation = 16,      // std::bad_alloc, or a null pointer
  fault_callback_throws = 32,
  // Freed memory is used again, last in, first out; only of blocks that a
  // compare-exchange had a pointer to, where it can matter (ABA).
  fault_memory_reuse = 64,
  fault_fork = 128,       // fork says EAGAIN
  fault_interrupt = 256,  // a call that may wait says EINTR
  fault_short_read = 512,
  fault_short_write = 1024,
  fault_small_pipe = 2048,  // one page instead of sixteen
  fault_mapping = 4096,     // mmap says ENOMEM
  fault_killed = 8192,      // a process that may be killed is, by SIGKILL
};

// How phase 2 picks its schedules.
enum class Sampling : std::uint32_t { both, walk, pct };

enum RequestFlag : std::uint32_t {
  waiting_blocks = 1,  // 64 fruitless looks in one wait are `busy-wait`
  // Races are not reported; the accesses at the watched places are points
  // instead, so that the search shows what a race can do.
  watch_accesses = 2,
  // The program has a main, and ends as programs do.
  whole_program = 4,
  ignore_races = 8,
  // Everybody who can run gets a turn at every point, and a mutex goes to who
  // has waited longest; phase 1 departs from that. For `starvation`.
  fair_turns = 64,
  // Allocations are steps of a trace, too.
  trace_allocations = 128,
  // Each schedule in a process of its own; for tests.
  fork_each = 16,
  // Tasks are kernel threads that hand on to each other; for tests.
  kernel_threads = 32,
  // With waiting_blocks: only looks without a sleep between them count.
  sleeping_is_waiting = 256,
  // Phase 1 also runs orders that differ from an earlier one only in the order
  // of independent operations; for tests.
  keep_equal_orders = 512,
};

struct Input {
  char name[32];
  std::int64_t value;
};

struct Request {
  std::uint32_t version;
  Mode mode;
  char scenario[192];
  std::uint32_t input_count;
  Input inputs[16];
  std::uint32_t faults;  // of Fault
  std::uint32_t flags;   // of RequestFlag
  std::uint64_t seed;
  std::uint32_t phase1_budget;  // schedules, 0 skips phase 1
  std::uint32_t
      max_delays;  // bounds tried whatever they cost; higher ones if they fit
  std::uint32_t deep_budget;  // for bounds behind the one after max_delays
  std::uint32_t last_budget;  // for those that will be the last ones
  std::uint32_t samples;      // schedules of phase 2, 0 skips it
  Sampling sampling;
  std::uint32_t step_limit;  // points a schedule
  std::uint32_t watched_count;
  std::uint64_t watched[2];  // return addresses of access callbacks
  std::uint32_t schedule_count;
  std::uint32_t schedule_bytes;  // of the request area: per schedule u32 n,
                                 // then n * (u32 point, u32 choice)
};

enum class Stage : std::uint32_t { absent, started, ended };

enum class WorkerError : std::uint32_t {
  none,
  unknown_scenario,   // a badly made test
  no_main,            // a whole program was asked for
  unknown_input,      // a badly made test
  too_many_outcomes,  // a badly made test: more than 4,096
  answer_too_large,   // observations do not fit
  bad_request,
  self_test,  // this machine cannot run fibers as expected
  internal,   // a bug in the grader
};

// In place of a number of delays: found by a directed schedule of phase 1b, or
// by a sample of phase 2.
inline constexpr std::uint8_t directed_bound = 254, sampled_bound = 255;

inline constexpr std::uint32_t max_outcomes = 4096;
// Of a program that runs for ever, the first steps tell enough.
inline constexpr std::uint32_t max_trace_steps = 20'000;
inline constexpr std::uint32_t bound_slots = 16;
inline constexpr std::uint32_t max_weak_orders = 256;

struct Response {
  std::atomic<Stage> stage;
  std::atomic<std::uint64_t>
      progress;  // grows with every point; still for a blocked worker
  WorkerError error;
  char error_text[512];

  std::uint64_t schedules;  // run in all, to the end or to a known state
  // Orders with exactly so many delays; the last: or more. Those that were run,
  // and those that would have ended like one that was.
  std::uint64_t bound_count[bound_slots];
  std::int32_t
      completed_bound;  // every order with at most so many is known; -1: none
  std::uint32_t exhausted;         // 1: all orders are known, with two faults at most
  std::uint32_t samples;           // of phase 2
  std::uint32_t confirmed_cycles;  // lock-order cycles turned into schedules
  std::uint32_t
      weak_order_count;  // places that use an order weaker than seq_cst
  std::uint64_t weak_orders[max_weak_orders];  // their return addresses
  std::uint32_t memory_reusable;  // 1: fault_memory_reuse would have been tried
  std::uint32_t max_points;       // longest schedule
  std::uint32_t unfitted;         // 1: a requested deviation was not possible
  std::uint32_t outcome_count;
  std::uint32_t outcome_bytes;
  std::uint32_t step_count;
  std::uint32_t step_bytes;
  std::uint32_t summary_bytes;
};

inline constexpr std::size_t request_area = 1u << 20;
inline constexpr std::size_t outcome_area = 16u << 20;
inline constexpr std::size_t step_area = 16u << 20;
inline constexpr std::size_t summary_area = 4u << 20;

struct Mapping {
  Request request;
  Response response;
  std::byte schedules[request_area];
  std::byte outcomes[outcome_area];
  std::byte steps[step_area];
  std::byte summary[summary_area];
};

// An outcome on the wire:
//   u32 bytes that follow; u8 verdict;
//   u8 bound (or directed_bound, sampled_bound); u32 delays; u32 points;
//   u64 schedules that ended like this; u64 ordinal of the first;
//   u32 hash of its trace; u32 n, n * (u32 point, u32 choice);
//   text message; u32 size, observations
//
// An observation:
//   u8 Operation (observe or event); u16 task; u16 process; text key;
//   u16 n, n values
// A value:
//   u8 ValueKind, then i64 | u8 | text | u32 n, n values
enum class ValueKind : std::uint8_t { integer, boolean, text, list };

// A step on the wire (`steps` holds step_count of them):
//   u16 task; u8 Operation; u32 object; u8 of StepFlag;
//   u32 point (0: no choice here, else 1-based); u16 options; u16 chosen;
//   u64 address (plain memory and atomics); u32 size; i64 value; stack;
//   of an exception: text, its type and what it says
// A stack:
//   u8 n, n * u64 program counter of the call, innermost first
enum StepFlag : std::uint8_t {
  step_waits = 1,   // the task cannot go on here
  step_failed = 2,  // try_lock without success, compare_exchange that compared
                    // unequal, time-out
  step_atomic = 4,
};

// The summary:
//   u32 n, n objects:
//     u32 id; u8 ObjectKind; u64 address; text name (empty: unnamed)
//   u32 n, n tasks:
//     u16 id; u16 process, from 1; u8 it is what a fork has made;
//     u8 TaskState; u8 Operation it is blocked in;
//     u32 object waited for;
//     u32 n, n held: u32 object, u32 index of the step that acquired it;
//     stack
//   u32 n, n accesses (the pair that races, the access outside an object):
//     u16 task; u8 Operation; u8 atomic; u64 address; u32 size;
//     u32 n, n held: u32 object;
//     stack
//   u32 n, n named objects:
//     u64 address; u64 size; text name
//   u32 n, n descriptors of running processes, a row for each direction:
//     u16 process; u32 object; u8 1: writes, 0: reads; u32 number; stack
enum class TaskState : std::uint8_t { runnable, blocked, ended };

}  // namespace course::protocol
