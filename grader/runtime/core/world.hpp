// The same world everywhere: what a program may ask about its machine, and what
// it may do to others.
#pragma once

#include <cstddef>
#include <cstdint>

namespace course::runtime {

inline constexpr int world_processors = 4;
inline constexpr int world_pid = 1000;
int world_tid();  // of the current task

std::uint64_t next_random();
void seed_random(std::uint64_t);
void fill_random(void* out, std::size_t size);

// System calls by number that a task must not make: they end, make or signal
// processes.
bool refuses_system_call(long number);
[[noreturn]] void refuse_system_call(long number);

}  // namespace course::runtime
