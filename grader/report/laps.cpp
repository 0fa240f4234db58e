#include "report/laps.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "report/decisive_steps.hpp"
#include "report/frames.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::Failure;
using protocol::Frame;
using protocol::Operation;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;
using protocol::Verdict;

namespace {

// A loop whose lap is longer than this has left no trace of a second lap.
constexpr std::size_t longest_look = 400;
constexpr std::size_t longest_lap = 6;

bool same_line(const Frame& a, const Frame& b) {
  return a.line == b.line && a.file == b.file;
}

// The rows that a task ended with, first things first.
std::vector<Row> last_rows(const Trace& trace, int task) {
  std::vector<Row> rows;
  std::size_t looked = 0;
  for (std::size_t i = trace.steps.size(); i-- > 0 && looked < longest_look;) {
    const Step& s = trace.steps[i];
    const Frame* where = protocol::shown_frame(s.stack);
    if (s.task != task || where == nullptr) continue;
    if (s.operation == Operation::none || s.operation == Operation::task_start)
      continue;
    ++looked;
    if (rows.empty() || !same_line(rows.back().where, *where)) {
      rows.emplace_back();
      rows.back().task = task;
      rows.back().where = *where;
    }
    rows.back().steps.insert(rows.back().steps.begin(), i);
  }
  std::ranges::reverse(rows);
  return rows;
}

// Why a try_lock in this row keeps failing.
std::string failure_note(const Trace& trace, const Row& row) {
  std::set<std::uint32_t> own;
  for (const std::size_t i : row.steps) {
    const Step& s = trace.steps[i];
    if (takes_lock(s.operation) && !s.failed && !s.waits) own.insert(s.object);
    if (!takes_lock(s.operation) || !s.failed) continue;
    if (own.contains(s.object)) return "fails: holds it itself";
    for (const TaskSummary* t : owners(trace, s.object))
      if (t->id == s.task) return "fails: holds it itself";
    return "fails";
  }
  return "";
}

// A loop that does nothing but compute leaves no steps: what the trace ends
// with came before it. It is where the task stands.
bool ends_at(const Trace& trace, int task, const std::vector<Row>& round) {
  const TaskSummary* t = trace.task(task);
  const Frame* now = t == nullptr ? nullptr : protocol::shown_frame(t->stack);
  return now == nullptr || std::ranges::any_of(round, [&](const Row& row) {
           return same_line(row.where, *now);
         });
}

std::vector<Row> endless_row(const Trace& trace, int task) {
  Row row;
  row.task = task;
  row.where = *protocol::shown_frame(trace.task(task)->stack);
  row.note = "again and again";
  return {row};
}

std::vector<Row> lap(const Trace& trace, int task) {
  std::vector<Row> rows = last_rows(trace, task);
  if (rows.empty()) return rows;
  std::map<std::pair<std::string, int>, std::vector<std::size_t>> visits;
  for (std::size_t i = 0; i < rows.size(); ++i)
    visits[{rows[i].where.file, rows[i].where.line}].push_back(i);
  std::vector<Row> round{rows.back()};
  for (const auto& [place, at] : visits) {
    if (at.size() < 2 || at.back() - at[at.size() - 2] > longest_lap) continue;
    round.assign(rows.begin() + static_cast<std::ptrdiff_t>(at[at.size() - 2]),
                 rows.begin() + static_cast<std::ptrdiff_t>(at.back()));
    break;
  }
  for (Row& row : round) row.note = failure_note(trace, row);
  if (!ends_at(trace, task, round)) return endless_row(trace, task);
  Row& last = round.back();
  if (last.note == "fails")
    last.note = "fails every time";
  else
    last.note += last.note.empty() ? "again and again" : ", again and again";
  return round;
}

std::size_t begin_of(const Trace& trace, const std::vector<Row>& round) {
  const std::vector<std::size_t>& steps = round.front().steps;
  return steps.empty() ? trace.steps.size() : steps.front();
}

std::vector<int> looping(const Failure& f) {
  const int spinner = spinning_task(f.trace);
  if (f.verdict != Verdict::livelock)
    return spinner == 0 ? std::vector<int>() : std::vector<int>{spinner};
  std::set<int> recent;
  for (std::size_t i = f.trace.steps.size(), n = 0; i-- > 0 && n < longest_look;
       ++n)
    recent.insert(f.trace.steps[i].task);
  std::vector<int> tasks;
  for (const TaskSummary& t : f.trace.tasks)
    if (t.state == TaskState::runnable && recent.contains(t.id))
      tasks.push_back(t.id);
  if (tasks.empty() && spinner != 0) tasks.push_back(spinner);
  return tasks;
}

}  // namespace

int spinning_task(const Trace& trace) {
  if (!trace.accesses.empty()) return trace.accesses.front().task;
  std::vector<int> running;
  for (const TaskSummary& t : trace.tasks)
    if (t.state == TaskState::runnable) running.push_back(t.id);
  if (running.size() == 1) return running.front();
  if (!trace.steps.empty()) return trace.steps.back().task;
  return 0;
}

std::vector<Row> lap_rows(const Failure& failure) {
  const Trace& trace = failure.trace;
  std::vector<Row> laps;
  std::set<std::size_t> before;  // steps that brought it there
  for (const int task : looping(failure)) {
    const std::vector<Row> round = lap(trace, task);
    if (round.empty()) continue;
    laps.insert(laps.end(), round.begin(), round.end());
    const std::size_t begin = begin_of(trace, round);
    if (const TaskSummary* t = trace.task(task))
      for (const protocol::Held& held : t->held)
        for (std::size_t i = 0; i < begin; ++i)
          if (trace.steps[i].index == held.step) before.insert(i);
  }
  if (laps.empty()) return laps;
  // The exception that left a condition as it is.
  for (std::size_t i = begin_of(trace, laps); i-- > 0;)
    if (throws(trace.steps[i])) {
      before.insert(i);
      break;
    }
  std::vector<Row> rows;
  for (const std::size_t i : before) {
    const Frame* where = protocol::shown_frame(trace.steps[i].stack);
    if (where == nullptr) continue;
    Row row;
    row.task = trace.steps[i].task;
    row.where = *where;
    row.steps = {i};
    rows.push_back(std::move(row));
  }
  rows.insert(rows.end(), laps.begin(), laps.end());
  return rows;
}

}  // namespace course::report
