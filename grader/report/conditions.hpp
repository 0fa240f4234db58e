// What a task that sleeps on a condition variable, a futex or an atomic waits
// for, as far as its trace tells: the memory it looked at before it went to
// sleep, who changed that, and whom the notification woke.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "report/trace_search.hpp"

namespace course::report {

// The memory that `task` looked at before it went to sleep at `sleeps`.
std::set<std::uint64_t> condition_of(const protocol::Trace&, int task,
                                     std::size_t sleeps);

// Who leaves the wait on the object because of the notification at `at`.
std::vector<int> woken_by(const protocol::Trace&, std::size_t at);

// How a task that sleeps at the end of the trace came to do so for ever.
struct Sleep {
  Position sleeps;         // none: it sleeps on nothing of the kind
  Position looks;          // its last look at the condition
  Position changes;        // another task's last change of it
  bool changed = false;    // that came after the look
  Position notified;       // the notification that should have woken it
  std::vector<int> woken;  // whom that one woke instead

  // What it waits for has happened, or somebody meant to say so.
  bool missed_something() const { return changed || notified; }
};

Sleep last_sleep(const protocol::Trace&, const protocol::TaskSummary&);

// Of one of those that sleep at the end.
bool missed_something(const protocol::Trace&);

}  // namespace course::report
