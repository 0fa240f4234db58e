// Writes what happens into the mapping, in trace mode. See protocol/mapping.hpp
// for the format.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// A step of the current task, at its `call_site`. `flags`: of
// protocol::StepFlag.
void trace_step(Operation, SyncObject*, unsigned flags);
// An exception begins; `what` names its type.
void trace_throw(const char* what, Address site);
void trace_step_of(Task&, unsigned flags);
// An access to plain memory.
void trace_access(Address, std::size_t size, bool write, Address site);
// An atomic operation has happened and left (or seen) this value.
void trace_atomic(Operation, SyncObject*, Address, unsigned size,
                  std::int64_t value, bool failed);
// Bytes have gone into or out of a pipe.
void trace_transfer(Operation, SyncObject*, std::int64_t bytes);
// A signal is sent or handled; the number is the step's value.
void trace_signal(Operation, SyncObject*, int number);
// The choice before a step that comes to nothing: the task takes another one
// before it does anything that is recorded.
void trace_choice();
// A fault happens to the current task.
void trace_fault(protocol::Fault, SyncObject*, Address site);
void trace_memory(Operation, Address, std::size_t size, Address site);

// The index that the next step will have.
inline std::uint32_t next_step() { return rt().tracing.step_count; }

void begin_trace();
// After the schedule: objects, tasks and accesses.
void write_summary();

}  // namespace course::runtime
