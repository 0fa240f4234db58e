// The other backend: every task has a kernel thread, with the thread-local
// storage that the C library gave it, and they hand on to each other by futex.
// A hundred times slower than fibers; same schedules, same traces. The stacks
// are those of the fibers, so addresses are the same, too.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// Null, or why it cannot be done. Once, on the driver.
const char* start_kernel_threads();

// Gives the task a thread, if its slot has none yet, that will begin anew at
// the top of its stack.
void prepare_kernel_thread(Task&);

// As in fiber.hpp.
void hand_to(Task& next);
void hand_to_first(Task& first);
[[noreturn]] void hand_to_driver();

}  // namespace course::runtime
