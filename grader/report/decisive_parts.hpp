// The parts that decisive_steps() puts together: each keeps the steps that its
// kind of failure cannot be understood without.
#pragma once

#include <string>

#include "report/decisive_steps.hpp"
#include "report/trace_search.hpp"

namespace course::report {

// The first note that a step gets stays.
void keep(Decisive&, Position, std::string note = "");
// What an exception did on the way: it left a lock locked, a flag set. Task 0:
// any task's, from `begin` to `end`.
void keep_exceptions(const protocol::Trace&, Decisive&, int task,
                     std::size_t begin, std::size_t end);

// decisive_waits.cpp
void keep_waits(const protocol::Trace&, Decisive&);
void keep_lost(const protocol::Trace&, Decisive&);

// decisive_accesses.cpp
void keep_access(const protocol::Trace&, Decisive&, const protocol::Access&);
void keep_race(const protocol::Trace&, Decisive&);
void keep_lifetime(const protocol::Trace&, Decisive&);

// decisive_results.cpp
void keep_conflict(const protocol::Failure&, Decisive&);

// decisive_processes.cpp
// A child that returns into its parent's program: the fork, its last step in
// the submission, its first one behind.
bool is_escape(const protocol::Failure&);
void keep_escape(const protocol::Trace&, Decisive&);
// The wait that has reaped the process to which a signal is sent.
void keep_stale_number(const protocol::Trace&, Decisive&);
// Processes that are killed, or end inside a callback.
void keep_ends_of_processes(const protocol::Trace&, Decisive&);
// Bytes that one task reads while another one waits for them: what each of the
// two has sent before, and who has sent these.
void keep_taken_bytes(const protocol::Trace&, Decisive&);

// going_on.cpp: waits that end because their time is up; locks that are given
// up (task 0: by any task), and who has them; wake-ups that came too late.
void keep_time_ups(const protocol::Trace&, Decisive&);
void keep_given_up(const protocol::Trace&, Decisive&, int task,
                   std::size_t end);
void keep_overtaken(const protocol::Trace&, Decisive&);

}  // namespace course::report
