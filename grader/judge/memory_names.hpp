// Names for the plain memory of a trace: "x.balance_".
#pragma once

#include "judge/object_names.hpp"
#include "protocol/trace.hpp"

namespace course::judge {

// Adds an object of kind memory for every address that plain steps of the
// submission touch, and gives it to those steps, if a name can be found: memory
// inside an object that the scenario named is called after it, followed by the
// only member-like word that stands on all lines touching it, or else on those
// that have no other; other memory by that word alone. Lines of callbacks and
// of constructors do not count where there are others.
void name_memory(protocol::Trace&, const LineText&);

}  // namespace course::judge
