// One access or two, and what makes them wrong: the locks around those of a
// race, the end of the object that a late one goes to.
#include "report/decisive_parts.hpp"
#include "report/touched.hpp"

namespace course::report {

using protocol::Access;
using protocol::Failure;
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

// A call that is given the number of something that is gone: the wait that has
// reaped the process to which it sends a signal.
void keep_stale_number(const Trace& trace, Decisive& d) {
  const Position end = last(trace, trace.steps.size(), [](const Step& s) {
    return s.failed && (s.operation == Operation::signal ||
                        s.operation == Operation::close);
  });
  if (!end) return;
  const std::uint32_t object = trace.steps[*end].object;
  keep(d,
       last(trace, *end,
            [&](const Step& s) {
              return s.operation == Operation::wait_child && s.object == object;
            }),
       "waits for it");
  keep(d, end, verb(trace.steps[*end].operation));
}

void keep_lifetime(const Trace& trace, Decisive& d) {
  for (const Access& access : trace.accesses) keep_access(trace, d, access);
  if (trace.accesses.empty()) return keep_stale_number(trace, d);
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

bool is_escape(const Failure& f) {
  return f.verdict == protocol::Verdict::wrong_result && f.claim.empty() &&
         f.seen.empty() && f.trace.accesses.size() == 1 &&
         f.trace.accesses.front().operation == Operation::fork;
}

void keep_escape(const Trace& trace, Decisive& d) {
  d.complete = true;
  keep_access(trace, d, trace.accesses.front());
  const int child = trace.steps.empty() ? 0 : trace.steps.back().task;
  const auto owner_is = [&](const Step& s, protocol::Owner owner) {
    const protocol::Frame* shown = protocol::shown_frame(s.stack);
    return s.task == child && shown != nullptr && shown->owner == owner;
  };
  const Position left = last(trace, trace.steps.size(), [&](const Step& s) {
    return owner_is(s, protocol::Owner::submission);
  });
  if (!left) return;
  keep_exceptions(trace, d, child, *left, trace.steps.size());
  keep(d, left);
  keep(d,
       first(trace, *left + 1,
             [&](const Step& s) {
               return owner_is(s, protocol::Owner::scenario) &&
                      s.operation != Operation::exit;
             }),
       "runs on here");
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
