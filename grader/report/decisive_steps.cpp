#include "report/decisive_steps.hpp"

#include "report/decisive_parts.hpp"
#include "report/frames.hpp"

namespace course::report {

using protocol::Access;
using protocol::Failure;
using protocol::Operation;
using protocol::Trace;
using protocol::Verdict;

void keep(Decisive& d, Position at, std::string note) {
  if (at) d.steps.emplace(*at, std::move(note));
}

void keep_exceptions(const Trace& trace, Decisive& d, int task,
                     std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end && i < trace.steps.size(); ++i)
    if ((task == 0 || trace.steps[i].task == task) && throws(trace.steps[i]))
      d.steps.emplace(i, "");
}

Decisive decisive_steps(const Failure& failure) {
  const Trace& trace = failure.trace;
  Decisive d;
  for (std::size_t i = 0; i < trace.steps.size(); ++i)
    if (trace.steps[i].operation == Operation::fault) d.steps.emplace(i, "");
  switch (failure.verdict) {
    case Verdict::deadlock:
    case Verdict::not_parallel:
      keep_waits(trace, d);
      break;
    case Verdict::lost_wakeup:
      keep_lost(trace, d);
      d.complete = d.steps.size() > 1;
      break;
    case Verdict::data_race:
      keep_race(trace, d);
      keep_overtaken(trace, d);
      break;
    case Verdict::lifetime:
      keep_lifetime(trace, d);
      d.complete = d.steps.size() > 1;
      break;
    case Verdict::wrong_result: {
      if (is_escape(failure)) {
        keep_escape(trace, d);
        break;
      }
      keep_conflict(failure, d);
      keep_time_ups(trace, d);
      const std::size_t before = d.steps.size();
      keep_given_up(trace, d, 0, trace.steps.size());
      d.complete |= d.steps.size() > before;
      keep_overtaken(trace, d);
      if (!d.complete) keep_ends_of_processes(trace, d);
      if (!d.complete) keep_taken_bytes(trace, d);
      // What a data race can do: its two accesses.
      const bool bare = d.steps.empty();
      for (const Access& access : trace.accesses)
        keep(d, step_of(trace, access), bare ? verb(access.operation) : "");
      break;
    }
    default:
      for (const Access& access : trace.accesses) keep_access(trace, d, access);
      keep_exceptions(trace, d, 0, 0, trace.steps.size());
      if (failure.verdict == Verdict::crash) keep_ends_of_processes(trace, d);
      keep_given_up(trace, d, 0, trace.steps.size());
      keep_overtaken(trace, d);
      break;
  }
  return d;
}

}  // namespace course::report
