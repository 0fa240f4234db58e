#include "report/task_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/decisive_steps.hpp"
#include "report/headline.hpp"
#include "report/layout.hpp"
#include "report/wait_graph.hpp"

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

constexpr std::size_t most_lines = 8;

// Collects lines "name  text", the names padded to one width at the end; a line
// without a name continues the one above it.
class Lines {
 public:
  void add(std::string name, std::string text) {
    lines_.emplace_back(std::move(name), std::move(text));
  }
  std::vector<std::string> take(std::size_t width) const {
    std::size_t names = 0;
    for (const auto& [name, text] : lines_)
      names = std::max(names, columns(name));
    std::vector<std::string> out;
    for (const auto& [name, text] : lines_) {
      if (out.size() == most_lines) {
        out.back() = "…";
        break;
      }
      out.push_back(shorten_middle(pad(name, names) + "  " + text, width));
    }
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

std::string at(const Stack& stack) {
  const std::string where = place(stack);
  return where.empty() ? "" : " at " + where;
}

std::string source(const Stack& stack, const SourceLines& sources) {
  const Frame* f = protocol::shown_frame(stack);
  return f == nullptr ? "" : printable(sources.line(f->file, f->line));
}

void add_source(Lines& lines, const Stack& stack, const SourceLines& sources) {
  if (const std::string text = source(stack, sources); !text.empty())
    lines.add("", "  " + text);
}

std::string holds(const Trace& trace, const TaskSummary& task) {
  std::vector<std::string> parts;
  for (const protocol::Held& held : task.held) {
    std::string part = object_name(trace, held.object);
    for (const Step& s : trace.steps)
      if (s.index == held.step && !place(s.stack).empty())
        part += " since " + place(s.stack);
    parts.push_back(std::move(part));
  }
  return parts.empty() ? "" : "holds " + listed(parts);
}

void add_waits(Lines& lines, const Trace& trace) {
  const Tasks shown = stuck(trace);
  for (const TaskSummary* task : shown) {
    const std::string held = holds(trace, *task);
    lines.add(task_name(trace, task->id),
              fmt::format("{}{}waits for {}{}", held, held.empty() ? "" : ", ",
                          waited_for(trace, *task), at(task->stack)));
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

void add_notifications(Lines& lines, const Failure& failure) {
  const Trace& trace = failure.trace;
  for (const auto& [position, note] : decisive_steps(failure).steps) {
    const Step& s = trace.steps[position];
    if (!notifies(s.operation)) continue;
    lines.add(task_name(trace, s.task),
              fmt::format("notifies {}{}{}", object_name(trace, s.object),
                          at(s.stack),
                          note.empty() ? "" : ", when nobody waits for it"));
  }
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
  return fmt::format("{}{} {}{}", verb(access.operation),
                     access.atomic ? " (atomic)" : "", accessed(trace, access),
                     at(access.stack));
}

void add_race(Lines& lines, const Trace& trace, const SourceLines& sources) {
  for (const Access& access : trace.accesses) {
    lines.add(
        task_name(trace, access.task),
        described(trace, access) + ", holds " + names(trace, access.held));
    add_source(lines, access.stack, sources);
  }
}

void add_lifetime(Lines& lines, const Failure& failure,
                  const SourceLines& sources) {
  const Trace& trace = failure.trace;
  if (trace.accesses.empty()) return;
  const Access& access = trace.accesses.front();
  const auto own = step_of(trace, access);
  // The access itself may be no step, so that only the other side knows a name.
  std::string object = "it";
  for (const auto& [position, note] : decisive_steps(failure).steps) {
    const protocol::Object* o = trace.object(trace.steps[position].object);
    if (!note.empty() && o != nullptr && !o->name.empty()) object = o->name;
  }
  for (const auto& [position, note] : decisive_steps(failure).steps) {
    if (own && position == *own) continue;
    const Step& s = trace.steps[position];
    lines.add(task_name(trace, s.task),
              fmt::format("{} {}{}", verb(s.operation), object, at(s.stack)));
    add_source(lines, s.stack, sources);
  }
  lines.add(
      task_name(trace, access.task),
      fmt::format("{} {}{}", verb(access.operation), object, at(access.stack)));
  add_source(lines, access.stack, sources);
}

// The place, and by which of the reader's lines the program came there.
void add_place(Lines& lines, const Trace& trace, const Access& access,
               const SourceLines& sources) {
  lines.add(task_name(trace, access.task), "is" + at(access.stack));
  add_source(lines, access.stack, sources);
  const Frame* shown = protocol::shown_frame(access.stack);
  int callers = 0;
  for (const Frame& f : access.stack) {
    if (shown == nullptr || &f <= shown || f.line == 0 || callers == 2 ||
        f.owner == protocol::Owner::library)
      continue;
    lines.add("", fmt::format("called from {}:{}", f.file, f.line));
    ++callers;
  }
}

void add_running(Lines& lines, const Trace& trace, const SourceLines& sources) {
  for (const TaskSummary& task : trace.tasks) {
    if (task.state != TaskState::runnable || place(task.stack).empty())
      continue;
    lines.add(task_name(trace, task.id),
              fmt::format("is still running{}:  {}", at(task.stack),
                          source(task.stack, sources)));
  }
}

// The headline has the value if there is a list of allowed ones, else the
// promise; here stands the other half.
void add_values(Lines& lines, const Failure& failure) {
  if (failure.allowed.empty()) {
    if (!failure.seen.empty()) lines.add("seen:", printable(failure.seen));
    return;
  }
  std::vector<std::string> allowed;
  for (const std::string& value : failure.allowed)
    allowed.push_back(printable(value));
  lines.add("allowed:", listed(allowed, " or "));
}

}  // namespace

std::string place(const Stack& stack) {
  const Frame* f = protocol::shown_frame(stack);
  return f == nullptr ? "" : fmt::format("{}:{}", f->file, f->line);
}

std::vector<std::string> task_lines(const Failure& failure,
                                    const SourceLines& sources,
                                    std::size_t width) {
  const Trace& trace = failure.trace;
  Lines lines;
  std::string last;
  switch (failure.verdict) {
    case Verdict::deadlock:
    case Verdict::not_parallel:
      add_waits(lines, trace);
      break;
    case Verdict::lost_wakeup:
      add_notifications(lines, failure);
      add_waits(lines, trace);
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
      add_running(lines, trace, sources);
      break;
    case Verdict::wrong_result:
    case Verdict::starvation:
      add_values(lines, failure);
      break;
    default:
      if (!trace.accesses.empty())
        add_place(lines, trace, trace.accesses.front(), sources);
      break;
  }
  std::vector<std::string> out = lines.take(width);
  if (!last.empty()) out.push_back(shorten_middle(last, width));
  return out;
}

}  // namespace course::report
