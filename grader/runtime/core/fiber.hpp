// Fibers: each has its own stack and its own block of thread-local storage, all
// on one kernel thread.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// Once, before the first schedule, on the driver. Returns a sentence if this
// machine cannot do it.
const char* start_fibers();

// Gives the task a fresh stack and puts its thread-local storage back to its
// first bytes.
void prepare_fiber(Task&);

// Runs `next` instead of the current task; returns when somebody switches back.
void switch_to(Task& next);

// fork: gives the new process, whose first task runs on the stack of the
// current one, a copy of the memory as it is now. Returns false; and, when that
// task runs for the first time, true in the new process.
bool copy_to_new_process(Process&);

// From the driver into the current schedule's first task; returns when the
// schedule ends.
void enter(Task& first);

// From a task to the driver, for good: the fibers are abandoned as they stand.
[[noreturn]] void leave_schedule();

}  // namespace course::runtime
