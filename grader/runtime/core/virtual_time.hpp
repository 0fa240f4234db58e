// Virtual time: moves only when no task can run, or when those that can have
// done nothing but look for a while, or have been busy for very long (a worker
// that counts until a sleeper stops it). An hour of sleep costs nothing;
// reading the clock costs nothing and is no yield.
#pragma once

#include <ctime>

#include "runtime/core/state.hpp"

namespace course::runtime {

// What the clocks show when a schedule begins, in seconds since their epochs.
inline constexpr std::uint64_t realtime_start = 1'700'000'000;
inline constexpr std::uint64_t monotonic_start = 1'000;

// Moves to the earliest deadline and lets those tasks go on. False if nobody
// waits for a time.
bool advance_time();
// Moves to that time, if it is still to come, and lets those go on whose
// deadline it is.
void move_time_to(std::uint64_t nanoseconds);

// Now, as that clock shows it, in nanoseconds.
std::uint64_t clock_now(clockid_t);
timespec to_timespec(std::uint64_t nanoseconds);

// The deadline (as in Task) of an absolute time on that clock, or of a duration
// from now.
std::uint64_t deadline_at(clockid_t, const timespec&);
std::uint64_t deadline_in(std::uint64_t nanoseconds);

// Blocks the current task for so long.
// False: a signal has ended it before.
bool sleep_until(std::uint64_t deadline, Address site);

}  // namespace course::runtime
