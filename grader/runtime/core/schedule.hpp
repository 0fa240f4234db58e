// Runs one schedule: from the same bytes, under a strategy, to its end.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// Once per worker. Returns a sentence if this machine cannot run fibers.
const char* start_schedules();

// Runs the scenario once; the result is in rt(): failure, observations,
// scheduler.
void run_schedule(void (*scenario)(), Strategy&);

// Between two requests: what schedules leave behind for later ones is gone.
void forget_schedules();

// Order-independent of memory addresses; equal for schedules that a test cannot
// tell apart.
std::uint64_t outcome_hash();

}  // namespace course::runtime
