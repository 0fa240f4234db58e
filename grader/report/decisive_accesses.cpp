// One access or two, and what makes them wrong: the locks around those of a
// race, the end of the object that a late one goes to.
#include "report/decisive_parts.hpp"
#include "report/touched.hpp"

namespace course::report {

using protocol::Access;
using protocol::Operation;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;

void keep_access(const Trace& trace, Decisive& d, const Access& access) {
  if (const Position at = step_of(trace, access))
    keep(d, at, verb(access.operation));
  else
    d.unseen.push_back(&access);
}

// The locks around the two accesses: what the earlier one releases afterwards,
// what the later one has taken before.
void keep_race(const Trace& trace, Decisive& d) {
  for (const Access& access : trace.accesses) keep_access(trace, d, access);
  for (const Access& access : trace.accesses) {
    const std::size_t at = step_of(trace, access).value_or(trace.steps.size());
    keep_given_up(trace, d, access.task, at);
    const auto lock = [&](const Step& s) {
      return s.task == access.task &&
             (takes_lock(s.operation) || s.operation == Operation::wake_up) &&
             !s.waits && !s.failed;
    };
    const auto unlock = [&](const Step& s) {
      return s.task == access.task && gives_lock(s.operation);
    };
    if (!access.held.empty()) {
      keep(d, last(trace, at, lock));
      keep(d, first(trace, at, unlock));
    } else if (const Position released = last(trace, at, unlock)) {
      // Unlocked too early, perhaps: the last lock before is part of the story.
      keep(d, last(trace, *released, lock));
      keep(d, released);
    }
  }
}

void keep_lifetime(const Trace& trace, Decisive& d) {
  for (const Access& access : trace.accesses) keep_access(trace, d, access);
  if (trace.accesses.empty()) return;
  if (trace.accesses.front().operation == Operation::signal)
    return keep_stale_number(trace, d);
  const Position at = step_of(trace, trace.accesses.front());
  const std::uint32_t object = at ? trace.steps[*at].object : 0;
  const Access& access = trace.accesses.front();
  const Position gone =
      last(trace, at.value_or(trace.steps.size()), [&](const Step& s) {
        if (s.operation != Operation::free && s.operation != Operation::destroy)
          return false;
        if (object != 0 && s.object == object) return true;
        return s.address != 0 && access.address != 0 &&
               may_overlap(s.address, s.size, access.address, access.size);
      });
  if (!gone) return;
  keep(d, gone,
       trace.steps[*gone].operation == Operation::free ? "frees it"
                                                       : "destroys it");
  keep_exceptions(trace, d, trace.steps[*gone].task, 0, *gone);
  // How the task knows the place: its last use before, else its last step.
  const Step& f = trace.steps[*gone];
  const auto own = [&](const Step& s) {
    const protocol::Frame* shown = protocol::shown_frame(s.stack);
    return s.task == access.task && shown != nullptr &&
           shown->owner == protocol::Owner::submission && !s.waits;
  };
  Position used = last(trace, *gone, [&](const Step& s) {
    return own(s) && s.address != 0 && f.address != 0 &&
           may_overlap(s.address, s.size, f.address, f.size);
  });
  if (used)
    d.steps.emplace(*used, "uses it");
  else if (const Position touched = last(trace, *gone, [&](const Step& s) {
             return own(s) && !gives_lock(s.operation);
           }))
    keep(d, touched);
  else
    keep(d, last(trace, *gone, own));
}

std::optional<std::size_t> step_of(const Trace& trace, const Access& access) {
  const auto exact = [&](const Step& s) {
    return s.task == access.task && s.operation == access.operation &&
           same_line(s.stack, access.stack) &&
           may_overlap(s.address, s.size, access.address, access.size);
  };
  return last(trace, trace.steps.size(), exact);
}

}  // namespace course::report
