// A schedule that comes back to a state it was in before, byte by byte, with
// everybody having had a turn, would go round for ever: a livelock, although
// its tasks change things all the time.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// Called at every point of a schedule that has gone on for suspiciously long.
// Fails with `livelock` if the state recurs.
void look_for_recurrence();

}  // namespace course::runtime
