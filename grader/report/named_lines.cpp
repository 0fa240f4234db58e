#include "report/named_lines.hpp"

#include <algorithm>

#include "report/layout.hpp"

namespace course::report {

constexpr std::size_t most_lines = 8;

std::vector<std::string> NamedLines::take(std::size_t width) const {
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

}  // namespace course::report
