#include "cli/page_window.hpp"

#include <algorithm>
#include <vector>

#include "report/layout.hpp"

namespace course::cli {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// What sets a colour takes no room: "\033[36m".
std::string without_colours(std::string line) {
  for (std::size_t at = line.find('\033'); at != line.npos;
       at = line.find('\033', at))
    line.erase(at, line.find('m', at) - at + 1);
  return line;
}

std::size_t rows_of_line(const std::string& line, std::size_t columns) {
  const std::size_t used = report::columns(without_colours(line));
  return std::max<std::size_t>((used + columns - 1) / columns, 1);
}

}  // namespace

std::size_t rows_of(const std::string& text, std::size_t columns) {
  std::size_t rows = 0;
  for (const std::string& line : lines_of(text))
    rows += rows_of_line(line, columns);
  return rows;
}

PageWindow window_of(const std::string& page, std::size_t columns,
                     std::size_t rows, std::size_t top) {
  if (rows == 0 || rows_of(page, columns) <= rows) return {page, 0};
  const std::vector<std::string> lines = lines_of(page);
  // The last window is a full one.
  std::size_t last = lines.size(), used = 0;
  while (last > 0 && used + rows_of_line(lines[last - 1], columns) <= rows)
    used += rows_of_line(lines[--last], columns);
  PageWindow window;
  window.top = std::min({top, last, lines.size() - 1});
  window.more_above = window.top > 0;
  std::size_t at = window.top;
  for (used = 0; at < lines.size(); ++at) {
    used += rows_of_line(lines[at], columns);
    if (used > rows && at > window.top) break;
    window.text += lines[at] + "\n";
  }
  window.more_below = at < lines.size();
  return window;
}

}  // namespace course::cli
