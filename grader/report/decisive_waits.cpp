// Who waits for ever, and why: what it holds and waits for; for a sleeper what
// it has looked at, who changed that and whom the notification reached instead.
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

namespace {

// It waits for a signal: the last one, which came before.
void keep_early_signal(const Trace& trace, Decisive& d, const TaskSummary& task,
                       std::size_t waits) {
  // The first process has no object: nobody waits for its end.
  const auto is_sent_to_it = [&](const Step& s) {
    return s.operation == Operation::signal &&
           (s.object == 0 ? "main" : object_name(trace, s.object)) ==
               process_name(task.process);
  };
  keep(d, last(trace, waits, is_sent_to_it));
  keep(d, last(trace, waits, [&](const Step& s) {
         return s.operation == Operation::handler && s.task == task.id;
       }));
}

}  // namespace

void keep_waits(const Trace& trace, Decisive& d) {
  bool circular = !circle(trace).empty();
  for (const TaskSummary* task : stuck(trace)) {
    if (circular && circle(trace).size() > 1) break;
    // A lock that is held since an exception; else whatever an exception did.
    std::size_t begin = 0;
    for (const TaskSummary* owner : owners(trace, task->waits_for))
      for (const protocol::Held& held : owner->held)
        if (held.object == task->waits_for)
          begin = position_of(trace, held.step).value_or(0);
    keep_exceptions(trace, d, 0, begin, trace.steps.size());
  }
  for (const TaskSummary* task : stuck(trace)) {
    for (const protocol::Held& held : task->held) {
      const Position taken = position_of(trace, held.step);
      keep(d, taken);
      // Left locked by a call that has ended: how far that came.
      // An exception is there already.
      const Position end = taken ? end_of_call(trace, *taken) : std::nullopt;
      if (end && std::ranges::none_of(d.steps, [&](const auto& kept) {
            return kept.first > *taken && throws(trace.steps[kept.first]);
          }))
        keep(d, end, "then returns, still locked");
    }
    const Position waits = last(trace, trace.steps.size(), [&](const Step& s) {
      return s.task == task->id && s.waits;
    });
    keep(d, waits);
    if (task->blocked_in == Operation::sleep && waits)
      keep_early_signal(trace, d, *task, *waits);
    // A lock whose owner has ended: where it was taken, and how far its owner
    // came.
    for (const TaskSummary* owner : owners(trace, task->waits_for)) {
      if (owner->state != TaskState::ended) continue;
      for (const protocol::Held& held : owner->held)
        if (held.object == task->waits_for)
          keep(d, position_of(trace, held.step));
      keep(d, last(trace, trace.steps.size(), [&](const Step& s) {
             return s.task == owner->id && protocol::shown_frame(s.stack) &&
                    s.operation != Operation::task_end &&
                    s.operation != Operation::none && !is_memory(s.operation);
           }));
    }
  }
}

// The sleeper's last look and its falling asleep, the change it waits for and
// the notification that did not reach it.
void keep_lost(const Trace& trace, Decisive& d) {
  for (const TaskSummary* task : stuck(trace)) {
    if (takes_lock(task->blocked_in))
      keep(d, last(trace, trace.steps.size(), [&](const Step& s) {
             return s.task == task->id && s.waits;
           }));
    const Sleep sleep = last_sleep(trace, *task);
    if (!sleep.sleeps) continue;
    keep(d, sleep.sleeps, "sleeps for ever");
    keep(d, sleep.looks);
    if (sleep.changed) {
      keep(d, sleep.changes);
      d.values.insert(*sleep.changes);
      if (sleep.looks) d.values.insert(*sleep.looks);
    }
    if (sleep.notified) {
      keep(d, sleep.notified,
           sleep.woken.empty()
               ? "nobody waits"
               : "wakes " + task_name(trace, sleep.woken.front()));
      for (const int other : sleep.woken)
        keep(d, last(trace, *sleep.notified, [&](const Step& s) {
               return s.task == other && s.waits;
             }));
    }
    if (sleep.changes)
      keep_exceptions(trace, d, trace.steps[*sleep.changes].task,
                      sleep.looks.value_or(0), *sleep.changes + 1);
    // Nothing has happened: what kept it from happening?
    if (!sleep.missed_something())
      keep_exceptions(trace, d, 0, 0, trace.steps.size());
  }
}

}  // namespace course::report
