// pthread_once (std::call_once) and the guards of function-local statics.
#pragma once

#include <pthread.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

// An exception that leaves `function` passes through; the next caller tries
// again.
int call_once(pthread_once_t*, void (*function)(), Address site);

// Itanium C++ ABI 3.3.2: returns 1 if the caller must initialise the static.
int acquire_guard(std::uint64_t* guard, Address site);
void release_guard(std::uint64_t* guard);
void abort_guard(std::uint64_t* guard);

}  // namespace course::runtime
