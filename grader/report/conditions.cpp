#include "report/conditions.hpp"

#include <map>

#include "report/verbs.hpp"

namespace course::report {

using protocol::Operation;
using protocol::Step;
using protocol::TaskSummary;
using protocol::Trace;

std::set<std::uint64_t> condition_of(const Trace& trace, int task,
                                     std::size_t sleeps) {
  std::set<std::uint64_t> same, any;
  for (std::size_t i = sleeps; i-- > 0;) {
    const Step& s = trace.steps[i];
    if (s.task != task) continue;
    if (takes_lock(s.operation) || s.operation == Operation::wake_up) break;
    if ((s.operation != Operation::read && s.operation != Operation::load) ||
        s.address == 0)
      continue;
    any.insert(s.address);
    if (same_line(s.stack, trace.steps[sleeps].stack)) same.insert(s.address);
  }
  return same.empty() ? any : same;
}

std::vector<int> woken_by(const Trace& trace, std::size_t at) {
  std::map<int, bool> waiting;
  const Step& n = trace.steps[at];
  for (std::size_t i = 0; i < at; ++i) {
    const Step& s = trace.steps[i];
    if (s.waits && s.object == n.object)
      waiting[s.task] = true;
    else
      waiting.erase(s.task);
  }
  std::vector<int> woken;
  for (const auto& [task, is] : waiting) {
    const Position next = first(
        trace, at + 1, [&, t = task](const Step& s) { return s.task == t; });
    if (next) woken.push_back(task);
    if (next && n.operation == Operation::notify_one) break;
  }
  return woken;
}

Sleep last_sleep(const Trace& trace, const TaskSummary& task) {
  Sleep sleep;
  sleep.sleeps = last(trace, trace.steps.size(), [&](const Step& s) {
    return s.task == task.id && s.waits;
  });
  if (!sleep.sleeps || task.blocked_in == Operation::join ||
      takes_lock(task.blocked_in))
    return Sleep();
  const std::set<std::uint64_t> condition =
      condition_of(trace, task.id, *sleep.sleeps);
  const auto watched = [&](const Step& s) {
    return s.address != 0 && condition.contains(s.address);
  };
  sleep.looks = last(trace, *sleep.sleeps, [&](const Step& s) {
    return s.task == task.id && watched(s);
  });
  sleep.changes = last(trace, trace.steps.size(), [&](const Step& s) {
    return s.task != task.id && watched(s) && changes(s.operation);
  });
  sleep.changed =
      sleep.changes && (!sleep.looks || *sleep.changes > *sleep.looks);
  sleep.notified = last(trace, trace.steps.size(), [&](const Step& s) {
    return notifies(s.operation) && s.object == task.waits_for;
  });
  if (sleep.notified && sleep.looks && *sleep.notified < *sleep.looks)
    sleep.notified.reset();
  if (sleep.notified) sleep.woken = woken_by(trace, *sleep.notified);
  // A change that came later is notified of by nobody, unless it is what the
  // notification was for: who has been woken uses up what is there.
  if (sleep.notified && sleep.changed && *sleep.changes > *sleep.notified &&
      std::ranges::find(sleep.woken, trace.steps[*sleep.changes].task) ==
          sleep.woken.end()) {
    sleep.notified.reset();
    sleep.woken.clear();
  }
  return sleep;
}

bool missed_something(const Trace& trace) {
  return std::ranges::any_of(trace.tasks, [&](const TaskSummary& t) {
    return t.state == protocol::TaskState::blocked &&
           last_sleep(trace, t).missed_something();
  });
}

}  // namespace course::report
