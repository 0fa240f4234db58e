// Which locks a task held when, computed from the steps of a trace.
#pragma once

#include "protocol/trace.hpp"

namespace course::judge {

// The objects `task` holds right before step number `end` of the trace.
std::vector<std::uint32_t> held_before(const protocol::Trace&, int task,
                                       std::size_t end);

// Fills in `held` of the earlier of two racing accesses: the worker knows it
// only for the later one.
void add_earlier_lock_set(protocol::Access&, const protocol::Trace&);

}  // namespace course::judge
