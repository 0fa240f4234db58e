// Waiting for several files: poll(2).
#pragma once

#include <poll.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

// As poll(2), until `deadline` (virtual nanoseconds). Returns how many files
// have something to say, or minus an errno value. A descriptor of the machine's
// is always ready.
int poll_files(pollfd* list, unsigned count, std::uint64_t deadline,
               Address site);

}  // namespace course::runtime
