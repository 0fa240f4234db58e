#include "report/task_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/conditions.hpp"
#include "report/decisive_parts.hpp"
#include "report/decisive_steps.hpp"
#include "report/frames.hpp"
#include "report/headline.hpp"
#include "report/laps.hpp"
#include "report/layout.hpp"
#include "report/named_lines.hpp"
#include "report/step_selection.hpp"
#include "report/wait_graph.hpp"
#include "report/wait_lines.hpp"

namespace course::report {

using protocol::Access;
using protocol::Failure;
using protocol::Frame;
using protocol::Operation;
using protocol::Stack;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;
using protocol::Verdict;

namespace {

std::string source(const Stack& stack, const SourceLines& sources) {
  const Frame* f = protocol::shown_frame(stack);
  return f == nullptr ? "" : printable(sources.line(f->file, f->line));
}

void add_source(NamedLines& lines, const Stack& stack,
                const SourceLines& sources) {
  if (const std::string text = source(stack, sources); !text.empty())
    lines.add("", "  " + text);
}

std::string names(const Trace& trace, const std::vector<std::uint32_t>& ids) {
  std::vector<std::string> parts;
  for (const std::uint32_t id : ids) parts.push_back(object_name(trace, id));
  return parts.empty() ? "nothing" : listed(parts);
}

// Why the locks that are held do not order the two accesses.
std::string missing_order(const Trace& trace, const Access& a,
                          const Access& b) {
  const auto both = [&](std::uint32_t id) {
    return std::ranges::find(b.held, id) != b.held.end();
  };
  const auto common = std::ranges::find_if(a.held, both);
  if (common != a.held.end())
    return fmt::format(
        "nothing orders them: both hold {}, but shared, which keeps only "
        "writers out",
        object_name(trace, *common));
  if (!a.held.empty() && !b.held.empty())
    return fmt::format(
        "nothing orders them: they hold different locks, {} and {}",
        names(trace, a.held), names(trace, b.held));
  if (a.held.empty() && b.held.empty()) {
    if (a.atomic != b.atomic)
      return "nothing orders them: only one of the two is atomic";
    return "nothing orders them: neither holds a lock";
  }
  return fmt::format("nothing orders them: only {} holds a lock",
                     task_name(trace, a.held.empty() ? b.task : a.task));
}

std::string described(const Trace& trace, const Access& access) {
  // A callback of the scenario does it: the reader's line is the call.
  if (in_callback(access.stack))
    return fmt::format("{} it inside the call{}", verb(access.operation),
                       at_place(access.stack));
  return fmt::format("{}{} {}{}", verb(access.operation),
                     access.atomic ? " (atomic)" : "", accessed(trace, access),
                     at_place(access.stack));
}

void add_race(NamedLines& lines, const Trace& trace,
              const SourceLines& sources) {
  for (const Access& access : trace.accesses) {
    lines.add(
        task_name(trace, access.task),
        described(trace, access) + ", holds " + names(trace, access.held));
    add_source(lines, access.stack, sources);
  }
}

void add_lifetime(NamedLines& lines, const Failure& failure,
                  const SourceLines& sources) {
  const Trace& trace = failure.trace;
  if (trace.accesses.empty()) return;
  const Access& access = trace.accesses.front();
  const auto own = step_of(trace, access);
  for (const auto& [position, note] : decisive_steps(failure).steps) {
    const Step& s = trace.steps[position];
    if ((own && position == *own) ||
        (s.operation != Operation::free && s.operation != Operation::destroy))
      continue;
    const Stack& stack = stack_of(trace, position);
    lines.add(task_name(trace, s.task),
              fmt::format("{} it{}", verb(s.operation), at_place(stack)));
    add_source(lines, stack, sources);
  }
  // What has closed the descriptor before.
  for (std::size_t i = trace.accesses.size(); i-- > 0;) {
    const Access& a = trace.accesses[i];
    // A call that is given a mutex, say, which does not exist any more.
    const std::string does =
        a.operation == Operation::none ? "uses" : verb(a.operation);
    lines.add(task_name(trace, a.task),
              fmt::format("{} it{}", does, at_place(a.stack)));
    add_source(lines, a.stack, sources);
  }
}

// The place, and by which of the reader's lines the program came there.
void add_place(NamedLines& lines, const std::string& task,
               const std::string& does, const Stack& stack,
               const SourceLines& sources) {
  lines.add(task, does + at_place(stack));
  add_source(lines, stack, sources);
  const Frame* shown = protocol::shown_frame(stack);
  int callers = 0;
  for (const Frame& f : stack) {
    if (shown == nullptr || &f <= shown || f.line == 0 || callers == 2 ||
        f.owner == protocol::Owner::library)
      continue;
    lines.add("", fmt::format("called from {}:{}", f.file, f.line));
    ++callers;
  }
}

void add_end(NamedLines& lines, const Trace& trace, const std::string& does,
             const SourceLines& sources) {
  if (trace.accesses.empty()) return;
  const Access& access = trace.accesses.front();
  add_place(lines, task_name(trace, access.task), does, access.stack, sources);
}

// The exception that ends the program: where it was thrown, or came out of a
// call whose lines are not the reader's.
void add_uncaught(NamedLines& lines, const Trace& trace,
                  const SourceLines& sources) {
  const auto thrown = std::ranges::find_if(
      trace.steps.rbegin(), trace.steps.rend(), [&](const Step& s) {
        return s.operation == Operation::throw_exception &&
               s.task == trace.steps.back().task;
      });
  if (thrown == trace.steps.rend() || place(thrown->stack).empty()) return;
  const Frame* line = origin(thrown->stack);
  const bool own = line == protocol::shown_frame(thrown->stack);
  add_place(lines, task_name(trace, thrown->task),
            own ? "throws it" : "gets it out of the call", thrown->stack,
            sources);
}

void add_running(NamedLines& lines, const Failure& failure,
                 const SourceLines& sources) {
  const Trace& trace = failure.trace;
  const bool one = failure.verdict != Verdict::livelock;
  for (const TaskSummary& task : trace.tasks) {
    if (task.state != TaskState::runnable || place(task.stack).empty())
      continue;
    if (one && task.id != spinning_task(trace)) continue;
    // In a lap the lock changes hands; what a livelock holds, it holds for
    // ever.
    const std::string held = one ? "" : holds(trace, task);
    lines.add(task_name(trace, task.id),
              fmt::format("{}{}is still running{}", held,
                          held.empty() ? "" : ", ", at_place(task.stack)));
    // The table has the lines of the loop.
    if (select_rows(failure).empty()) add_source(lines, task.stack, sources);
  }
}

// The headline has the value if there is a list of allowed ones, else the
// promise; here stands the other half.
void add_values(NamedLines& lines, const Failure& failure, std::size_t width) {
  const auto add = [&](std::string name, const std::string& text) {
    for (const std::string& part : wrap(printable(text), width - 10))
      lines.add(std::exchange(name, ""), part);
  };
  if (failure.allowed.empty() || seen_is_long(failure))
    if (!failure.seen.empty()) add("seen:", failure.seen);
  if (failure.allowed.empty()) return;
  const bool several = std::ranges::any_of(failure.allowed, [](const auto& v) {
    return v.find(", ") != std::string::npos;
  });
  const bool brackets = several && failure.allowed.size() > 1;
  std::vector<std::string> allowed;
  for (const std::string& value : failure.allowed)
    allowed.push_back(brackets ? "(" + value + ")" : value);
  add("allowed:", listed(allowed, " or "));
}

}  // namespace

std::vector<std::string> task_lines(const Failure& failure,
                                    const SourceLines& sources,
                                    std::size_t width) {
  const Trace& trace = failure.trace;
  NamedLines lines;
  std::string last;
  switch (failure.verdict) {
    case Verdict::deadlock:
      add_waits(lines, trace);
      last = why_never(trace);
      break;
    case Verdict::not_parallel:
      last = add_meeting(lines, trace);
      break;
    case Verdict::lost_wakeup:
      add_notifications(lines, failure);
      add_waits(lines, trace);
      if (!missed_something(trace)) last = why_never(trace);
      break;
    case Verdict::data_race:
      add_race(lines, trace, sources);
      if (trace.accesses.size() > 1)
        last = missing_order(trace, trace.accesses[0], trace.accesses[1]);
      break;
    case Verdict::lifetime:
      add_lifetime(lines, failure, sources);
      break;
    case Verdict::livelock:
    case Verdict::busy_wait:
    case Verdict::too_slow:
      add_running(lines, failure, sources);
      break;
    case Verdict::wrong_result:
    case Verdict::starvation:
      add_values(lines, failure, width);
      if (is_escape(failure))
        add_end(lines, trace, verb(Operation::fork), sources);
      break;
    default:
      if (is_uncaught(failure))
        add_uncaught(lines, trace, sources);
      else
        add_end(lines, trace, "is", sources);
      break;
  }
  std::vector<std::string> out = lines.take(width);
  if (!last.empty()) out.push_back(shorten_middle(last, width));
  return out;
}

}  // namespace course::report
