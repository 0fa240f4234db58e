#include "markdown/table.hpp"

#include <algorithm>
#include <numeric>

namespace course::markdown {
namespace {

constexpr std::size_t gap = 2, narrowest = 6;

// Takes columns from the widest until all fit.
void fit(std::vector<std::size_t>& widths, std::size_t width) {
  const auto total = [&] {
    return std::accumulate(widths.begin(), widths.end(), std::size_t{0}) +
           gap * (widths.size() - 1);
  };
  while (total() > width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= narrowest) return;
    --*widest;
  }
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string result;
  while (times-- > 0) result += text;
  return result;
}

}  // namespace

std::vector<std::string> table_lines(const std::vector<Row>& rows,
                                     std::size_t width) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], row[i].columns());
  }
  if (widths.empty()) return {};
  fit(widths, width);
  std::vector<std::string> lines;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<std::vector<Word>> cells;
    std::size_t height = 0;
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      cells.push_back(rows[r][i].lines(widths[i]));
      height = std::max(height, cells.back().size());
    }
    for (std::size_t y = 0; y < height; ++y) {
      std::string line;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const Word cell = y < cells[i].size() ? cells[i][y] : Word{};
        line += cell.text;
        if (i + 1 < cells.size())  // a long word may be wider than its column
          line.append(std::max(widths[i], cell.columns) + gap - cell.columns,
                      ' ');
      }
      line.erase(line.find_last_not_of(' ') + 1);
      lines.push_back(std::move(line));
    }
    if (r == 0) {
      std::string rule;
      for (std::size_t i = 0; i < widths.size(); ++i)
        rule += (i > 0 ? std::string(gap, ' ') : "") + repeat("─", widths[i]);
      lines.push_back(std::move(rule));
    }
  }
  return lines;
}

}  // namespace course::markdown
