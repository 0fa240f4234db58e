// What makes a result wrong: the pattern of accesses that no one-at-a-time
// order explains, or the exception that ends a call half way.
#include <map>

#include "report/conflicts.hpp"
#include "report/decisive_parts.hpp"
#include "report/frames.hpp"
#include "report/touched.hpp"

namespace course::report {

using protocol::Access;
using protocol::Failure;
using protocol::Operation;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;

namespace {

// One thread, no order to show: what remains are the exceptions that end a call
// half way, out of a callback or while it holds a lock.
void keep_half_done(const Trace& trace, Decisive& d) {
  d.helpful.clear();
  d.complete = true;
  std::map<std::uint32_t, std::size_t> held;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    if (takes_lock(s.operation) && !s.failed) held[s.object] = i;
    if (gives_lock(s.operation)) held.erase(s.object);
    if (!throws(trace.steps[i])) continue;
    if (held.empty() && !in_callback(s.stack)) continue;
    for (const auto& [object, taken] : held) keep(d, taken);
    keep(d, i);
    return;
  }
}

}  // namespace

// The pattern that no one-at-a-time order explains. Where containers or
// callbacks hide the values, the blocks under a lock show it.
void keep_conflict(const Failure& failure, Decisive& d) {
  const Trace& trace = failure.trace;
  const auto [begin, end] = others_alive(trace);
  const bool alone = begin == 0 && end == trace.steps.size();
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    const protocol::Frame* shown = protocol::shown_frame(s.stack);
    const bool own =
        shown != nullptr && shown->owner == protocol::Owner::submission;
    if (own && (s.operation == Operation::event || throws(trace.steps[i])))
      d.helpful.insert(i);
  }
  if (alone) return keep_half_done(trace, d);
  const Conflict c = find_conflict(failure);
  if (c.essential.empty()) return;
  d.complete = true;
  d.locations = c.addresses.size();
  for (const std::size_t i : c.essential) d.steps.emplace(i, "");
  d.helpful.insert(c.related.begin(), c.related.end());
  d.values = c.related;
  if (c.direct) return;
  const auto locks_around = [&](int task, std::size_t from, std::size_t to) {
    const Position taken = last(trace, from, [&](const Step& s) {
      return s.task == task && takes_lock(s.operation) && !s.waits;
    });
    const Position given = first(trace, to, [&](const Step& s) {
      return s.task == task && gives_lock(s.operation);
    });
    if (taken) d.locks.insert(*taken);
    if (given && *given < *c.essential.rbegin()) d.locks.insert(*given);
  };
  locks_around(c.first, *c.essential.begin(), *c.essential.begin());
  locks_around(c.first, *c.essential.rbegin(), trace.steps.size());
  for (const std::size_t i : c.essential)
    if (trace.steps[i].task == c.second)
      locks_around(c.second, i, trace.steps.size());
}

}  // namespace course::report
