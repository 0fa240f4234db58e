// Equal addresses in several processes.
#pragma once

#include "protocol/trace.hpp"

namespace course::judge {

// Each process has its own memory, at the same addresses: after this, a place
// of a forked process has the process in its uppermost bits, but for what a
// mapping holds, which they may have in common. To be called when everything
// has its name, which the copy of a variable shares with it.
void keep_processes_apart(protocol::Trace&);

}  // namespace course::judge
