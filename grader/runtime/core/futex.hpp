// The futex system call, as std::atomic::wait and the waits in libstdc++ use it
// (futex(2)).
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// 0, EAGAIN (the word has another value) or ETIMEDOUT. `private_`: of this
// process only (FUTEX_PRIVATE_FLAG); others neither wake nor are woken.
int wait_futex(std::uint32_t* word, std::uint32_t expected, bool private_,
               Address site, std::uint64_t deadline);
// How many were woken.
int wake_futex(std::uint32_t* word, unsigned count, bool private_,
               Address site);

}  // namespace course::runtime
