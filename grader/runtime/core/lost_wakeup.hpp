// Tells a lost wake-up from a deadlock, on the spot.
//
// When nothing can run, each task that sleeps in a condition variable or an
// atomic wait is woken without reason, one after the other. A right program
// re-tests what it waits for and sleeps again. One that gets past its wait
// slept although what it waited for had happened: the wake-up was lost.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// Nothing can run and no time-out is pending. Either ends the schedule with a
// verdict or wakes a task to probe, and returns.
void find_out_why_stuck();

// The task being probed is about to do this: decides whether it got past its
// wait.
void probe_operation(Operation, SyncObject*);

}  // namespace course::runtime
