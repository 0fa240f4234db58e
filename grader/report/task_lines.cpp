#include "report/task_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/decisive_steps.hpp"
#include "report/frames.hpp"
#include "report/headline.hpp"
#include "report/laps.hpp"
#include "report/layout.hpp"
#include "report/step_selection.hpp"
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
  // By the line that took them: one std::lock takes several.
  std::vector<std::pair<std::string, std::vector<std::string>>> by_place;
  for (const protocol::Held& held : task.held) {
    std::string since;
    for (const Step& s : trace.steps)
      if (s.index == held.step && !place(s.stack).empty())
        since = " since " + place(s.stack);
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

std::string waiting(const Trace& trace, const TaskSummary& task) {
  if (in_callback(task.stack)) {
    return "waits inside the call" + at(task.stack);
  }
  return fmt::format("waits for {}{}", waited_for(trace, task), at(task.stack));
}

void add_waits(Lines& lines, const Trace& trace) {
  const Tasks shown = stuck(trace);
  for (const TaskSummary* task : shown) {
    const std::string held = holds(trace, *task);
    lines.add(task_name(trace, task->id),
              held + (held.empty() ? "" : ", ") + waiting(trace, *task));
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

// Why what a task waits for never happens, if no circle tells it.
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
  const std::string_view what = in_callback(root->stack)
                                    ? "nobody can join it there"
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
  return fmt::format("{}: {}", what, listed(reasons));
}

// Inside the work that should overlap: the scenario's callbacks wait there for
// each other.
bool inside(const TaskSummary& task) {
  if (task.state != TaskState::blocked || task.blocked_in == Operation::join)
    return false;
  const Frame* where = protocol::shown_frame(task.stack);
  return in_callback(task.stack) ||
         (where != nullptr && where->owner == protocol::Owner::scenario);
}

// Who was inside together, and so who was not; returns the last line.
std::string add_meeting(Lines& lines, const Trace& trace) {
  std::vector<std::string> together;
  for (const TaskSummary& task : trace.tasks) {
    if (inside(task)) {
      together.push_back(task_name(trace, task.id));
      const std::string held = holds(trace, task);
      lines.add(together.back(),
                fmt::format("{}{}is inside, waiting for the others{}", held,
                            held.empty() ? "" : ", ", at(task.stack)));
    } else if (const Frame* where = protocol::shown_frame(task.stack);
               task.state == TaskState::blocked && where != nullptr &&
               where->owner == protocol::Owner::submission) {
      lines.add(task_name(trace, task.id), waiting(trace, task));
    }
  }
  if (together.empty()) return "";
  return together.size() == 1
             ? together[0] + " is inside alone: nobody ever joins it there"
             : fmt::format("never more than these are inside together: {}",
                           listed(together));
}

// What should have woken the sleeper: the notifications that did not reach it,
// or a change that nobody notified of.
void add_notifications(Lines& lines, const Failure& failure) {
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
                          at(s.stack),
                          note == "nobody waits" ? ", when nobody waits for it"
                          : note.empty()         ? ""
                                                 : ": that " + note + " only"));
  }
  if (notified || change == nullptr) return;
  const protocol::Object* o = trace.object(change->object);
  lines.add(task_name(trace, change->task),
            fmt::format("changes {}{} and notifies nobody",
                        o == nullptr ? "what it waits for" : o->name,
                        at(change->stack)));
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
                       at(access.stack));
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
  for (const auto& [position, note] : decisive_steps(failure).steps) {
    const Step& s = trace.steps[position];
    if ((own && position == *own) ||
        (s.operation != Operation::free && s.operation != Operation::destroy))
      continue;
    const Stack& stack = stack_of(trace, position);
    lines.add(task_name(trace, s.task),
              fmt::format("{} it{}", verb(s.operation), at(stack)));
    add_source(lines, stack, sources);
  }
  lines.add(task_name(trace, access.task),
            fmt::format("{} it{}", verb(access.operation), at(access.stack)));
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

void add_running(Lines& lines, const Failure& failure,
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
                          held.empty() ? "" : ", ", at(task.stack)));
    // The table has the lines of the loop.
    if (select_rows(failure).empty()) add_source(lines, task.stack, sources);
  }
}

// The headline has the value if there is a list of allowed ones, else the
// promise; here stands the other half.
void add_values(Lines& lines, const Failure& failure, std::size_t width) {
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
      add_waits(lines, trace);
      last = why_never(trace);
      break;
    case Verdict::not_parallel:
      last = add_meeting(lines, trace);
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
      add_running(lines, failure, sources);
      break;
    case Verdict::wrong_result:
    case Verdict::starvation:
      add_values(lines, failure, width);
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
