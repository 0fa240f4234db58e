#include "report/interleaving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "report/decisive_steps.hpp"
#include "report/touched.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::Failure;
using protocol::Operation;
using protocol::Step;
using protocol::Trace;
using protocol::Verdict;

namespace {

constexpr std::size_t most_columns = 3;
constexpr std::size_t narrowest_column = 24;
constexpr std::size_t between = 2;  // spaces between columns
constexpr std::size_t step_column = 6;

struct Cell {
  std::string text, note;
  std::size_t width() const {
    return columns(text) + (note.empty() ? 0 : 2 + columns(note));
  }
};

std::string in_width(const Cell& cell, std::size_t width, const Paint& paint,
                     bool padded) {
  const std::size_t note = cell.note.empty() ? 0 : 2 + columns(cell.note);
  std::string text = shorten_middle(cell.text, width > note ? width - note : 1);
  const std::size_t used = columns(text) + note;
  if (note > 0) text += "  " + paint.note(cell.note);
  if (padded && used < width) text.append(width - used, ' ');
  return text;
}

bool unlocks_in(const std::string& source) {
  return source.find("unlock") != std::string::npos ||
         source.find("wait") != std::string::npos ||
         source.find('}') != std::string::npos;
}

// "reads 100": the last value of shared data that the row saw.
std::string value_note(const Trace& trace, const Row& row) {
  const std::set<std::uint64_t> shared = touched_by_many(trace);
  std::string note;
  for (const std::size_t i : row.steps) {
    const Step& s = trace.steps[i];
    const std::string does = verb(s.operation);
    if ((does == "reads" || does == "writes") && has_number(s) &&
        shared.contains(touched(s)))
      note = fmt::format("{} {}", does, s.value);
  }
  return note;
}

Cell cell_of(const Failure& failure, const Row& row, const SourceLines& sources,
             std::size_t digits) {
  if (row.gap) return {"…", ""};
  std::string source = printable(sources.line(row.where.file, row.where.line));
  const std::string note = row_note(failure, row, source);
  if (source.empty() && !row.steps.empty()) {
    const Step& s = failure.trace.steps[row.steps.front()];
    source = fmt::format(
        "({}{})", protocol::name(s.operation),
        s.object == 0 ? "" : " " + object_name(failure.trace, s.object));
  }
  const bool own = row.where.owner == protocol::Owner::submission;
  return {fmt::format("{}{:>{}} {}", own ? "" : "scenario:", row.where.line,
                      own ? digits : 0, source),
          note};
}

// Natural widths if they fit, else the widest columns give way.
std::vector<std::size_t> column_widths(std::vector<std::size_t> natural,
                                       std::size_t available) {
  while (std::accumulate(natural.begin(), natural.end(), std::size_t{0}) >
         available) {
    auto widest = std::ranges::max_element(natural);
    if (*widest <= narrowest_column) break;
    --*widest;
  }
  return natural;
}

}  // namespace

std::string fault_note(const Step& s) {
  switch (s.value) {
    case protocol::fault_spurious_wakeup:
      return "spurious wake-up (injected)";
    case protocol::fault_early_timeout:
      return "early time-out (injected)";
    case protocol::fault_weak_cas:
      return "fails without reason (injected)";
    default:
      return "injected fault";
  }
}

std::string row_note(const Failure& failure, const Row& row,
                     const std::string& source) {
  const Trace& trace = failure.trace;
  const Step* unlock = nullptr;
  bool locks = false, waits = false, fails = false, wakes = false;
  for (const std::size_t i : row.steps) {
    const Step& s = trace.steps[i];
    if (s.operation == Operation::fault) return fault_note(s);
    waits = s.waits;  // of the last step: an earlier wait has ended
    fails |= s.failed;
    wakes |= s.operation == Operation::wake_up;
    locks |= takes_lock(s.operation);
    if (gives_lock(s.operation)) unlock = &s;
  }
  if (!row.note.empty()) return row.note;
  if (waits) return "waits";
  if (fails) return "fails";
  const bool about_values = failure.verdict == Verdict::wrong_result ||
                            failure.verdict == Verdict::lost_wakeup;
  if (about_values)
    if (std::string note = value_note(trace, row); !note.empty()) return note;
  // The end of a lock_guard stands in no source line.
  if (unlock != nullptr && !locks && !unlocks_in(source))
    return "unlocks " + object_name(trace, unlock->object);
  if (wakes) return "wakes up";
  if (row.times > 1) return fmt::format("{} times", row.times);
  return "";
}

std::vector<std::string> interleaving(const Failure& failure,
                                      const SourceLines& sources,
                                      const TableOptions& options) {
  const std::vector<Row> rows = select_rows(failure, options.rows);
  if (rows.empty()) return {};
  const Paint paint(options.color);

  std::set<int> tasks;
  std::size_t digits = 1;
  for (const Row& row : rows) {
    tasks.insert(row.task);
    if (!row.gap && row.where.owner == protocol::Owner::submission)
      digits = std::max(digits, std::to_string(row.where.line).size());
  }
  std::vector<Cell> cells;
  for (const Row& row : rows)
    cells.push_back(cell_of(failure, row, sources, digits));

  const std::size_t available =
      options.width > step_column ? options.width - step_column : 1;
  const std::size_t gaps = between * (tasks.size() - 1);
  const bool column_a_task =
      tasks.size() <= most_columns &&
      available >= gaps + narrowest_column * tasks.size();

  // The heading.
  std::map<int, std::size_t> column_of;
  std::vector<std::string> heads;
  for (const int task : tasks) {
    column_of[task] = heads.size();
    heads.push_back(task_name(failure.trace, task));
  }
  std::vector<std::size_t> widths;
  for (const std::string& head : heads) widths.push_back(columns(head));
  std::string heading = "step  ";
  if (column_a_task) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::size_t& w = widths[column_of[rows[i].task]];
      w = std::max(w, cells[i].width());
    }
    widths = column_widths(widths, available - gaps);
    for (std::size_t i = 0; i < heads.size(); ++i)
      heading +=
          i + 1 == heads.size() ? heads[i] : pad(heads[i], widths[i] + between);
  } else {
    const std::size_t name = *std::ranges::max_element(widths);
    widths.assign(widths.size(), name);
    heading += pad("thread", name + between) + "line";
  }

  std::vector<std::string> lines{paint.dim(heading)};
  std::size_t number = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // A gap has no number: how many steps it stands for does not matter.
    std::string line = rows[i].gap
                           ? pad("", step_column)
                           : paint.dim(fmt::format("{:>3}", ++number)) + "   ";
    const std::size_t column = column_of[rows[i].task];
    if (column_a_task) {
      for (std::size_t c = 0; c < column; ++c)
        line.append(widths[c] + between, ' ');
      line += in_width(cells[i], widths[column], paint, false);
    } else {
      line += pad(heads[column], widths[column] + between);
      line += in_width(cells[i], available - widths[column] - between, paint,
                       false);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace course::report
