// The limits that the kernel itself keeps for one process.
#pragma once

#include "sandbox/process.hpp"

namespace course::sandbox {

// For the calling process and what it becomes. Async-signal-safe.
void apply_limits(const Limits&) noexcept;

}  // namespace course::sandbox
