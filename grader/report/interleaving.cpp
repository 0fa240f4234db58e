#include "report/interleaving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <set>

#include "report/decisive_steps.hpp"
#include "report/frames.hpp"
#include "report/headline.hpp"
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
constexpr std::size_t shortest_text = 16;
constexpr int longest_file = 3000;  // lines that declarations are looked for in
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
  // The note gives way before the line is no longer known again.
  const std::size_t least = std::min(columns(cell.text), shortest_text);
  const std::string said =
      shorten_middle(cell.note, width > least + 2 ? width - least - 2 : 1);
  const std::size_t note = said.empty() ? 0 : 2 + columns(said);
  std::string text = shorten_middle(cell.text, width > note ? width - note : 1);
  const std::size_t used = columns(text) + note;
  if (note > 0) text += "  " + paint.note(said);
  if (padded && used < width) text.append(width - used, ' ');
  return text;
}

bool unlocks_in(const std::string& source) {
  return source.find("unlock") != std::string::npos ||
         source.find("wait") != std::string::npos ||
         (source.find('}') != std::string::npos && source != "}");
}

bool identifier_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// The names that the submission compares with or sets to `State::ready`.
std::set<std::string> enums_of(const SourceLines& sources,
                               const std::string& file) {
  std::set<std::string> enums;
  for (int n = 1; n <= longest_file; ++n) {
    const std::string text = sources.line(file, n);
    for (std::size_t at = text.find('='); at != std::string::npos;
         at = text.find('=', at + 1)) {
      std::size_t right = at + 1;
      while (right < text.size() && (text[right] == ' ' || text[right] == '='))
        ++right;
      std::size_t end = right;
      while (end < text.size() && identifier_char(text[end])) ++end;
      if (end == right || text.compare(end, 2, "::") != 0 ||
          text.compare(right, end - right, "std") == 0)
        continue;
      std::size_t left = at;
      while (left > 0 && (text[left - 1] == ' ' || text[left - 1] == '=' ||
                          text[left - 1] == '!'))
        --left;
      std::size_t begin = left;
      while (begin > 0 && identifier_char(text[begin - 1])) --begin;
      if (begin < left) enums.insert(text.substr(begin, left - begin));
    }
  }
  return enums;
}

// The names that the submission declares as bool or std::atomic<bool>.
std::set<std::string> flags_of(const SourceLines& sources,
                               const std::string& file) {
  std::set<std::string> flags;
  for (int n = 1; n <= longest_file; ++n) {
    const std::string text = sources.line(file, n);
    for (std::size_t at = text.find("bool"); at != std::string::npos;
         at = text.find("bool", at + 4)) {
      std::size_t i = at + 4;
      if (at > 0 && identifier_char(text[at - 1])) continue;
      while (i < text.size() && (text[i] == '>' || text[i] == ' ')) ++i;
      for (std::size_t begin = i; i <= text.size(); ++i) {
        if (i < text.size() && identifier_char(text[i])) continue;
        if (i > begin) flags.insert(text.substr(begin, i - begin));
        // "bool making = false, ready = false;"
        while (i < text.size() && text[i] != ',' && text[i] != ';' &&
               text[i] != ')' && text[i] != '(')
          ++i;
        if (i >= text.size() || text[i] != ',') break;
        while (i + 1 < text.size() && text[i + 1] == ' ') ++i;
        begin = i + 1;
      }
    }
  }
  return flags;
}

// The line without a comment at its end, where there is little room.
std::string without_comment(std::string line) {
  const std::size_t at = line.find(" //");
  if (at == std::string::npos || at == 0 ||
      std::count(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at),
                 '"') %
              2 !=
          0)
    return line;
  line.erase(line.find_last_not_of(' ', at) + 1);
  return line;
}

// What a callback of the scenario wrote, if that is text: "ab".
std::string written_text(const Trace& trace, const Row& row) {
  std::string text;
  for (const std::size_t i : row.steps) {
    const Step& s = trace.steps[i];
    if (s.operation == Operation::write && s.size == 1 &&
        in_callback(s.stack) && s.value > 32 && s.value < 127)
      text += static_cast<char>(s.value);
  }
  return text;
}

// "reads 100": the last value that the row has to tell; "reads 100 from
// x.balance_" if the table is about two places.
std::string value_note(const Trace& trace, const Row& row,
                       const Declared& declared) {
  std::string note;
  bool written = false;  // by a container, whose steps are no values
  for (const std::size_t i : row.values) {
    const Step& s = trace.steps[i];
    bool reads = s.operation == Operation::read ||
                 s.operation == Operation::load || s.failed;
    const protocol::Object* o = trace.object(s.object);
    const std::string name = o == nullptr ? "" : o->name;
    std::string value;
    if (is_direct(s) && has_number(s)) {
      const std::string member = name.substr(name.rfind('.') + 1);
      if (declared.flags.contains(member))
        value = s.value != 0 ? "true" : "false";
      else if (s.size > 1 && !declared.enums.contains(member))
        value = std::to_string(number_of(s));
    }
    written |= !reads;
    if (value.empty() && written) reads = false;
    if (value.empty() && name.empty()) continue;
    const bool named = !name.empty() && (row.places > 1 || value.empty());
    note = reads ? "reads" : "writes";
    if (!value.empty()) note += " " + value;
    if (named && !value.empty()) note += reads ? " from" : " to";
    if (named) note += " " + name;
  }
  return note;
}

Cell cell_of(const Failure& failure, const Row& row, const SourceLines& sources,
             const Declared& declared, std::size_t digits) {
  if (row.gap) return {"…", ""};
  std::string source =
      without_comment(printable(sources.line(row.where.file, row.where.line)));
  const std::string note = row_note(failure, row, source, declared);
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

// Fails only because its time is up: lock() of a std::timed_mutex.
bool waits_for_lock(Operation o) {
  return o == Operation::lock || o == Operation::read_lock ||
         o == Operation::acquire;
}

}  // namespace

std::string fault_note(const Step& s) {
  switch (s.value) {
    case protocol::fault_spurious_wakeup:
      return "spurious wake-up (injected)";
    case protocol::fault_early_timeout:
      return "time is up (injected)";
    case protocol::fault_weak_cas:
      return "fails without reason (injected)";
    case protocol::fault_thread_creation:
      return "no thread can be made (injected)";
    case protocol::fault_allocation:
      return "no memory is left (injected)";
    case protocol::fault_callback_throws:
      return "the callback throws (injected)";
    case protocol::fault_memory_reuse:
      return "freed memory is used again";
    case protocol::fault_fork:
      return "no process can be made (injected)";
    case protocol::fault_interrupt:
      return "interrupted: EINTR (injected)";
    case protocol::fault_short_read:
      return "reads 1 byte only (injected)";
    case protocol::fault_short_write:
      return "writes 1 byte only (injected)";
    case protocol::fault_small_pipe:
      return "a pipe of one page only (injected)";
    case protocol::fault_mapping:
      return "nothing can be mapped (injected)";
    case protocol::fault_killed:
      return "is killed here (injected)";
    default:
      return "injected fault";
  }
}

std::string row_note(const Failure& failure, const Row& row,
                     const std::string& source, const Declared& declared) {
  const Trace& trace = failure.trace;
  const Step *unlock = nullptr, *thrown = nullptr;
  bool ends = false, locks = false, waits = false, fails = false, wakes = false,
       sleeps = false, unheard = false, late = false;
  for (const std::size_t i : row.steps) {
    const Step& s = trace.steps[i];
    if (s.operation == Operation::fault) return fault_note(s);
    waits = s.waits;  // of the last step: an earlier wait has ended
    sleeps = s.operation == Operation::sleep;
    (notifies(s.operation) ? unheard : fails) |= s.failed;
    late |= s.failed && waits_for_lock(s.operation);
    ends |= s.operation == Operation::exit;
    wakes |= s.operation == Operation::wake_up;
    locks |= takes_lock(s.operation);
    if (gives_lock(s.operation)) unlock = &s;
    if (throws(s)) thrown = &s;
  }
  if (!row.note.empty()) return row.note;
  if (waits) return sleeps ? "sleeps" : "waits";
  if (thrown != nullptr) {
    const std::string what = exception_of(*thrown);
    if (in_callback(thrown->stack))
      return (what.empty() ? "an exception" : what) + " comes out";
    if (source.find("throw") != std::string::npos) return "";
    return what.empty() ? "throws" : "throws " + what;
  }
  if (ends) return "ends the program";
  if (fails) return late ? "time is up" : "fails";
  if (unheard) return "nobody waits";
  if (failure.verdict == Verdict::wrong_result)
    if (const std::string text = written_text(trace, row); !text.empty())
      return fmt::format("writes \"{}\"", text);
  if (std::string note = value_note(trace, row, declared); !note.empty())
    return note;
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
  Declared declared;
  for (const Row& row : rows)
    if (row.telling) {
      declared = {flags_of(sources, row.where.file),
                  enums_of(sources, row.where.file)};
      break;
    }
  std::vector<Cell> cells;
  for (const Row& row : rows)
    cells.push_back(cell_of(failure, row, sources, declared, digits));

  const std::size_t available =
      options.width > step_column ? options.width - step_column : 1;
  const std::size_t gaps = between * (tasks.size() - 1);
  bool column_a_task = tasks.size() <= most_columns &&
                       available >= gaps + narrowest_column * tasks.size();
  // Many columns leave a source line and its note too little room.
  if (tasks.size() > 2 && column_a_task)
    for (const Cell& cell : cells)
      if (!cell.note.empty() &&
          std::min(columns(cell.text), shortest_text) + 2 + columns(cell.note) >
              (available - gaps) / tasks.size())
        column_a_task = false;

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
    const bool processes = std::ranges::any_of(
        heads, [](const auto& h) { return h.starts_with("process"); });
    heading += pad(processes ? "who" : "thread", name + between) + "line";
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
