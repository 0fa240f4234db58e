// For the entry points in this folder. Their names were chosen by others
// (POSIX, glibc, the sanitizer ABI); each only finds out who calls and forwards
// to core/. Outside schedules (static initialisers, the driver) they do what
// the C library would.
#pragma once

#include "runtime/core/state.hpp"

#define COURSE_SITE \
  (reinterpret_cast<::course::runtime::Address>(__builtin_return_address(0)))
#define COURSE_FRAME \
  (reinterpret_cast<::course::runtime::Address>(__builtin_frame_address(0)))

namespace course::runtime {

// A function that a submission calls before the scheduler runs, though only the
// scheduler can do it: says so and ends the worker.
[[noreturn]] void refuse_before_start(const char* function);

}  // namespace course::runtime
