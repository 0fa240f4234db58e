#include "report/wait_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/conditions.hpp"
#include "report/decisive_steps.hpp"
#include "report/frames.hpp"
#include "report/headline.hpp"
#include "report/layout.hpp"
#include "report/trace_search.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::Failure;
using protocol::Frame;
using protocol::Operation;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;

std::string holds(const Trace& trace, const TaskSummary& task) {
  // By the line that took them: one std::lock takes several.
  std::vector<std::pair<std::string, std::vector<std::string>>> by_place;
  for (const protocol::Held& held : task.held) {
    std::string since;
    const Position taken = position_of(trace, held.step);
    if (taken && !place(trace.steps[*taken].stack).empty())
      since = " since " + place(trace.steps[*taken].stack);
    // The headline says it of a task that waits for itself.
    if (taken && task.state != TaskState::ended &&
        task.waits_for != held.object && end_of_call(trace, *taken))
      since += ", left locked by a call that has ended";
    auto known = std::ranges::find(by_place, since,
                                   [](const auto& p) { return p.first; });
    if (known == by_place.end())
      known = by_place.insert(by_place.end(), {since, {}});
    known->second.push_back(object_name(trace, held.object));
  }
  std::vector<std::string> parts;
  for (const auto& [since, objects] : by_place)
    parts.push_back(listed(objects) + since);
  return parts.empty() ? "" : "holds " + listed(parts);
}

namespace {

std::string what_it_waits_for(const Trace& trace, const TaskSummary& task) {
  if (in_callback(task.stack)) {
    return "waits inside the call" + at_place(task.stack);
  }
  return fmt::format("waits for {}{}", waited_for(trace, task),
                     at_place(task.stack));
}

}  // namespace

namespace {

// The other ends of what somebody waits to read from, or to write to: while one
// is open anywhere, the wait does not end.
void add_open_ends(NamedLines& lines, const Trace& trace,
                   const TaskSummary& waiter) {
  const bool reads = waiter.blocked_in == Operation::receive;
  if (!reads && waiter.blocked_in != Operation::send) return;
  std::vector<std::string> where;
  for (const protocol::OpenEnd& end : trace.open_ends)
    if (end.object == waiter.waits_for && end.writes == reads)
      where.push_back(fmt::format("{} (descriptor {}, made{})",
                                  process_name(end.process), end.number,
                                  at_place(end.stack)));
  if (!where.empty())
    lines.add(object_name(trace, waiter.waits_for),
              fmt::format("can still be {} by {}", reads ? "written" : "read",
                          listed(where)));
}

}  // namespace

void add_waits(NamedLines& lines, const Trace& trace) {
  const Tasks shown = stuck(trace);
  for (const TaskSummary* task : shown) {
    const std::string held = holds(trace, *task);
    lines.add(task_name(trace, task->id), held + (held.empty() ? "" : ", ") +
                                              what_it_waits_for(trace, *task));
    add_open_ends(lines, trace, *task);
  }
  for (const TaskSummary& task : trace.tasks) {
    const bool wanted =
        task.state == TaskState::ended &&
        std::ranges::any_of(shown, [&](const TaskSummary* t) {
          return std::ranges::any_of(task.held, [&](const auto& h) {
            return h.object == t->waits_for;
          });
        });
    if (wanted)
      lines.add(task_name(trace, task.id),
                "has ended, and still " + holds(trace, task));
  }
}

std::string why_never(const Trace& trace) {
  if (!circle(trace).empty()) return "";
  const TaskSummary* root = root_wait(trace);
  if (root == nullptr || (root->blocked_in != Operation::wait &&
                          root->blocked_in != Operation::futex_wait))
    return "";
  std::vector<std::string> ended, waiting;
  for (const TaskSummary& t : trace.tasks) {
    if (&t == root || t.id == root->id) continue;
    const Frame* where = protocol::shown_frame(t.stack);
    const bool scenario =
        t.id == 1 && t.blocked_in == Operation::join &&
        (where == nullptr || where->owner == protocol::Owner::scenario);
    if (t.state == TaskState::blocked && !scenario)
      waiting.push_back(task_name(trace, t.id));
    else if (t.state == TaskState::ended)
      ended.push_back(task_name(trace, t.id));
  }
  const std::string header = called_header(root->stack);
  const std::string_view what = in_callback(root->stack)
                                    ? "nobody can join it there"
                                : header == "barrier" ? "nobody else arrives"
                                : header == "latch"   ? "nobody counts it down"
                                                      : "nobody notifies it";
  if (ended.empty() && waiting.empty())
    return fmt::format("{}: {} is the only thread", what,
                       task_name(trace, root->id));
  std::vector<std::string> reasons;
  if (!waiting.empty())
    reasons.push_back(fmt::format("{} {}, too", listed(waiting),
                                  waiting.size() == 1 ? "waits" : "wait"));
  if (!ended.empty())
    reasons.push_back(fmt::format("{} {} ended", listed(ended),
                                  ended.size() == 1 ? "has" : "have"));
  return fmt::format("{}: {}", what, listed(reasons, ", and "));
}

namespace {

// Inside the work that should overlap: the scenario's callbacks wait there for
// each other.
bool inside(const TaskSummary& task) {
  if (task.state != TaskState::blocked || task.blocked_in == Operation::join)
    return false;
  const Frame* where = protocol::shown_frame(task.stack);
  return in_callback(task.stack) ||
         (where != nullptr && where->owner == protocol::Owner::scenario);
}

}  // namespace

std::string add_meeting(NamedLines& lines, const Trace& trace) {
  std::vector<std::string> together;
  for (const TaskSummary& task : trace.tasks) {
    if (inside(task)) {
      together.push_back(task_name(trace, task.id));
      const std::string held = holds(trace, task);
      lines.add(together.back(),
                fmt::format("{}{}is inside, waiting for the others{}", held,
                            held.empty() ? "" : ", ", at_place(task.stack)));
    } else if (const Frame* where = protocol::shown_frame(task.stack);
               task.state == TaskState::blocked && where != nullptr &&
               where->owner == protocol::Owner::submission) {
      lines.add(task_name(trace, task.id), what_it_waits_for(trace, task));
    }
  }
  if (together.empty()) return "";
  return together.size() == 1
             ? together[0] + " is inside alone: nobody ever joins it there"
             : fmt::format("never more than these are inside together: {}",
                           listed(together));
}

void add_notifications(NamedLines& lines, const Failure& failure) {
  const Trace& trace = failure.trace;
  const Decisive key = decisive_steps(failure);
  bool notified = false;
  const Step* change = nullptr;
  for (const auto& [position, note] : key.steps) {
    const Step& s = trace.steps[position];
    const bool writes = s.operation == Operation::write ||
                        s.operation == Operation::store ||
                        s.operation == Operation::exchange ||
                        s.operation == Operation::compare_exchange;
    if (writes) change = &s;
    if (!notifies(s.operation)) continue;
    notified = true;
    lines.add(task_name(trace, s.task),
              fmt::format("notifies {}{}{}", object_name(trace, s.object),
                          at_place(s.stack),
                          note == "nobody waits" ? ", when nobody waits for it"
                          : note.empty()         ? ""
                                                 : ": that " + note + " only"));
  }
  if (notified || change == nullptr) return;
  const protocol::Object* o = trace.object(change->object);
  lines.add(task_name(trace, change->task),
            fmt::format("changes {}{} and notifies nobody",
                        o == nullptr ? "what it waits for" : o->name,
                        at_place(change->stack)));
}

}  // namespace course::report
