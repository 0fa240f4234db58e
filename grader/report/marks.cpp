#include "report/marks.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "report/layout.hpp"

namespace course::report {
namespace {

std::string name_of(const std::string& slug) {
  return slug.substr(slug.find('/') + 1);
}

// "pass", "deadlock 6/8", "–"
std::string cell(const Mark& mark) {
  if (mark.verdict == "missing") return "–";
  if (mark.verdict == "pass" || mark.steps == 0) return mark.verdict;
  return fmt::format("{} {}/{}", mark.verdict, mark.steps_passed, mark.steps);
}

std::string field(std::string text) {
  if (!text.empty() &&
      std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string row(const std::vector<std::string>& cells,
                const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i)
    line += (i > 0 ? "  " : "") + pad(cells[i], widths[i]);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string marks_table(const std::vector<Mark>& marks, std::size_t width) {
  std::vector<std::vector<std::string>> rows{{"student", "passed"}};
  std::string notes, student;
  int passed = 0, all = 0;
  const auto end_student = [&] {
    if (all > 0) rows.back()[1] = fmt::format("{}/{}", passed, all);
    passed = all = 0;
  };
  bool head = true;
  for (const Mark& mark : marks) {
    if (rows.size() == 1 || mark.student != student) {
      end_student();
      head = rows.size() == 1;
      student = mark.student;
      rows.push_back({shorten_middle(printable(student), 30), ""});
    }
    if (head) rows.front().push_back(name_of(mark.exercise));
    rows.back().push_back(cell(mark));
    ++all;
    passed += mark.verdict == "pass";
    if (!mark.note.empty())
      notes += fmt::format("{}, {}: {}\n", printable(mark.student),
                           name_of(mark.exercise), printable(mark.note));
  }
  if (rows.size() > 1) end_student();
  std::vector<std::size_t> widths;
  for (const auto& r : rows) {
    widths.resize(std::max(widths.size(), r.size()));
    for (std::size_t i = 0; i < r.size(); ++i)
      widths[i] = std::max(widths[i], columns(r[i]));
  }
  std::size_t total = 0;
  for (const std::size_t w : widths) total += w + 2;
  std::string table;
  if (total <= width + 2) {
    for (const auto& r : rows) table += row(r, widths);
  } else {  // too wide: a line for each exercise that is not passed
    for (std::size_t r = 1; r < rows.size(); ++r) {
      table += fmt::format("{}  {}\n", pad(rows[r][0], widths[0]), rows[r][1]);
      for (std::size_t i = 2; i < rows[r].size(); ++i)
        if (rows[r][i] != "pass" && rows[r][i] != "–")
          table += fmt::format("  {}  {}\n", pad(rows[0][i], 16), rows[r][i]);
    }
  }
  return table + (notes.empty() ? "" : "\n" + notes);
}

std::string marks_csv(const std::vector<Mark>& marks) {
  std::string csv =
      "student,exercise,verdict,steps_passed,steps,file,note,replay\r\n";
  for (const Mark& m : marks)
    csv += fmt::format("{},{},{},{},{},{},{},{}\r\n", field(m.student),
                       field(m.exercise), m.verdict, m.steps_passed, m.steps,
                       field(m.file), field(m.note), field(m.replay));
  return csv;
}

nlohmann::ordered_json marks_json(const std::vector<Mark>& marks) {
  auto all = nlohmann::ordered_json::array();
  for (const Mark& m : marks)
    all.push_back({{"student", m.student},
                   {"exercise", m.exercise},
                   {"verdict", m.verdict},
                   {"steps_passed", m.steps_passed},
                   {"steps", m.steps},
                   {"file", m.file},
                   {"note", m.note},
                   {"replay", m.replay}});
  return all;
}

}  // namespace course::report
