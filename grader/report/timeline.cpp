#include "report/timeline.hpp"

#include <algorithm>
#include <map>

#include "report/layout.hpp"

namespace course::report {
namespace {

using protocol::Failure;
using protocol::Operation;
using protocol::Step;
using protocol::Trace;
using protocol::Verdict;

constexpr const char* full = "█";
constexpr const char* waiting = "░";
constexpr const char* runs = "─";
constexpr const char* nothing = " ";

// A picture: for each moment what each task does.
struct Picture {
  std::string legend;
  std::vector<std::map<int, const char*>> moments;
};

// A moment for each that is served.
Picture of_services(const Trace& trace) {
  Picture p{"served one after the other (█), and who waits meanwhile (░):", {}};
  std::map<int, const char*> now;
  for (const Step& s : trace.steps) {
    if (s.operation == Operation::request) now[s.task] = waiting;
    if (s.operation != Operation::served) continue;
    now[s.task] = full;
    p.moments.push_back(now);
    now[s.task] = nothing;
  }
  return p;
}

// Where the task began to do what it does at the end of the trace.
std::uint32_t last_step_of(const Trace& trace, int task) {
  const auto last = std::find_if(trace.steps.rbegin(), trace.steps.rend(),
                                 [&](const Step& s) { return s.task == task; });
  return last == trace.steps.rend() ? 0 : last->index;
}

// Blocked in the scenario's code, which the submission has called.
bool is_inside(const protocol::TaskSummary& task) {
  if (task.state != protocol::TaskState::blocked) return false;
  const auto own = std::ranges::find_if(task.stack, [](const auto& frame) {
    return frame.owner != protocol::Owner::library;
  });
  return own != task.stack.end() && own->owner == protocol::Owner::scenario &&
         std::ranges::any_of(task.stack, [](const auto& frame) {
           return frame.owner == protocol::Owner::submission;
         });
}

// A moment for each change of what somebody does.
Picture of_activity(const Trace& trace) {
  Picture p{"who is inside (█), runs (─) or waits (░), from left to right:",
            {}};
  std::map<int, std::uint32_t> inside_from;
  for (const protocol::TaskSummary& t : trace.tasks)
    if (is_inside(t)) inside_from[t.id] = last_step_of(trace, t.id);
  std::map<int, const char*> now;
  for (const Step& s : trace.steps) {
    const auto inside = inside_from.find(s.task);
    now[s.task] = inside != inside_from.end() && s.index >= inside->second
                      ? full
                  : s.operation == Operation::task_end ? nothing
                  : s.waits                            ? waiting
                                                       : runs;
    if (p.moments.empty() || p.moments.back() != now) p.moments.push_back(now);
  }
  return p;
}

}  // namespace

std::vector<std::string> timeline(const Failure& f, std::size_t width) {
  Picture p;
  if (f.verdict == Verdict::starvation)
    p = of_services(f.trace);
  else if (f.verdict == Verdict::not_parallel)
    p = of_activity(f.trace);
  if (p.moments.size() < 2) return {};

  std::size_t names = 0;
  for (const auto& [task, what] : p.moments.back())
    if (const auto* t = f.trace.task(task))
      names = std::max(names, columns(t->name));
  const std::size_t room = width - std::min(width, names + 4);
  if (p.moments.size() > room)
    p.moments.erase(p.moments.begin(),
                    p.moments.end() - static_cast<std::ptrdiff_t>(room));
  std::vector<std::string> rows = wrap(p.legend, width);
  for (const auto& [task, last] : p.moments.back()) {
    const auto* t = f.trace.task(task);
    if (!t) continue;
    std::string row = "  " + pad(t->name, names) + "  ";
    for (const auto& moment : p.moments) {
      const auto what = moment.find(task);
      row += what == moment.end() ? nothing : what->second;
    }
    row.erase(row.find_last_not_of(' ') + 1);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace course::report
