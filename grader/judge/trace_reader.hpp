// A recorded schedule, read from the mapping and symbolised.
#pragma once

#include "judge/symbols.hpp"
#include "protocol/mapping.hpp"
#include "protocol/trace.hpp"

namespace course::judge {

// Throws protocol::MalformedAnswer. Reads and writes of memory that one task
// alone touches are left out.
protocol::Trace read_trace(const protocol::Mapping&, Symbols&);

}  // namespace course::judge
