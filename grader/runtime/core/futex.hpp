// The futex system call, as std::atomic::wait and the waits in libstdc++ use it
// (futex(2)).
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// 0, EAGAIN (the word has another value) or ETIMEDOUT.
int wait_futex(std::uint32_t* word, std::uint32_t expected, Address site,
               std::uint64_t deadline);
// How many were woken.
int wake_futex(std::uint32_t* word, unsigned count, Address site);

}  // namespace course::runtime
