// What the standard lets go wrong, as choices of the schedule: each is off
// unless the request allows it, costs one delay, and is a step of the trace.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

using protocol::Fault;

// True: it happens, here and now.
bool inject(Fault, SyncObject*, Address site);

// The same for what only the program itself must be able to bear, and not the
// scenario around it: allocations and new threads. Off outside `may_fail`.
bool inject_failure(Fault, Address site);

}  // namespace course::runtime
