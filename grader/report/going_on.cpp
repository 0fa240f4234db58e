// Where a task goes on without what it asked for.
#include <map>

#include "report/conditions.hpp"
#include "report/decisive_parts.hpp"
#include "report/frames.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::Access;
using protocol::Failure;
using protocol::Operation;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;

// Nobody has notified meanwhile, and no fault was injected into them.
void keep_time_ups(const Trace& trace, Decisive& d) {
  std::map<int, std::uint32_t> waiting;  // by task: the condition variable
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    if (s.operation == Operation::wait && s.waits) {
      waiting[s.task] = s.object;
    } else if (s.operation == Operation::wake_up && !s.waits) {
      if (waiting.erase(s.task) > 0) d.steps[i] = "time is up";
    } else if (s.operation == Operation::fault &&
               s.value == protocol::fault_spurious_wakeup) {
      waiting.erase(s.task);
    } else if (notifies(s.operation) && !s.failed) {
      std::erase_if(waiting,
                    [&](const auto& w) { return w.second == s.object; });
    }
  }
}

namespace {

bool asks_for_lock(const Step& s) {
  return takes_lock(s.operation) || s.operation == Operation::acquire ||
         s.operation == Operation::try_acquire;
}

// It does more than look and take turns.
bool gets_on(const Step& s) {
  const protocol::Frame* shown = protocol::shown_frame(s.stack);
  if (shown != nullptr && shown->owner == protocol::Owner::scenario)
    return true;
  return changes(s.operation) || notifies(s.operation) ||
         s.operation == Operation::event || throws(s);
}

// The task asks again on the same line before it does anything else.
bool asks_again(const Trace& trace, std::size_t at) {
  const Step& failed = trace.steps[at];
  for (std::size_t i = at + 1; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    if (s.task != failed.task) continue;
    if (asks_for_lock(s) && s.object == failed.object)
      return same_line(s.stack, failed.stack);
    if (gets_on(s)) return false;
  }
  return false;
}

}  // namespace

// Of each task the last one, a loop that tries until it has the lock left out.
void keep_given_up(const Trace& trace, Decisive& d, int task, std::size_t end) {
  std::map<int, std::size_t> given_up;
  for (std::size_t i = 0; i < std::min(end, trace.steps.size()); ++i) {
    const Step& s = trace.steps[i];
    const protocol::Frame* shown = protocol::shown_frame(s.stack);
    if ((task == 0 || s.task == task) && asks_for_lock(s) && s.failed &&
        shown != nullptr && shown->owner == protocol::Owner::submission &&
        !asks_again(trace, i))
      given_up[s.task] = i;
  }
  for (const auto& [unused, at] : given_up) {
    const Step& s = trace.steps[at];
    keep(d, at);
    keep(d, last(trace, at, [&](const Step& other) {
           return other.task != s.task && other.object == s.object &&
                  takes_lock(other.operation) && !other.failed && !other.waits;
         }));
  }
}

// A task is woken, another one changes what it waited for before it has its
// lock back, and it does not look again.
void keep_overtaken(const Trace& trace, Decisive& d) {
  for (std::size_t wakes = 0; wakes < trace.steps.size(); ++wakes) {
    const Step& w = trace.steps[wakes];
    if (w.operation != Operation::wake_up || w.waits) continue;
    const Position sleeps = last(trace, wakes, [&](const Step& s) {
      return s.task == w.task && s.waits && s.operation == Operation::wait;
    });
    if (!sleeps) continue;
    const std::set<std::uint64_t> condition =
        condition_of(trace, w.task, *sleeps);
    const auto watches = [&](const Step& s) {
      return s.address != 0 && condition.contains(s.address);
    };
    const auto own_look = [&](const Step& s) {
      return s.task == w.task && watches(s);
    };
    const Position looks = last(trace, *sleeps, own_look);
    const Position notified = last(trace, wakes, [&](const Step& s) {
      return notifies(s.operation) && s.object == trace.steps[*sleeps].object;
    });
    const Position changed = last(trace, wakes, [&](const Step& s) {
      return s.task != w.task && watches(s) && changes(s.operation);
    });
    if (!looks || !notified || !changed || *notified < *sleeps ||
        *changed < *notified)
      continue;
    const Position next = first(trace, wakes, own_look);
    if (next && !changes(trace.steps[*next].operation) &&
        same_line(trace.steps[*next].stack, trace.steps[*looks].stack))
      continue;
    keep(d, sleeps);
    // What the notification was for.
    const Position cause = last(trace, *notified, [&](const Step& s) {
      return s.task != w.task && watches(s) && changes(s.operation);
    });
    if (cause && *cause > *sleeps) {
      keep(d, cause);
      d.values.insert(*cause);
    }
    keep(d, notified, "wakes " + task_name(trace, w.task));
    keep(d, changed);
    d.values.insert(*changed);
    keep(d, wakes, "wakes up");
  }
}

}  // namespace course::report
