#include "lesson/regions.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

#include "protocol/error.hpp"

namespace course::lesson {
namespace {

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == line.npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

// "increment" of the line "  // region increment"; the prefix is "// region ".
std::optional<std::string> name_after(std::string_view line,
                                      std::string_view prefix) {
  line = trimmed(line);
  if (!line.starts_with(prefix)) return std::nullopt;
  return std::string(trimmed(line.substr(prefix.size())));
}

// Without the indentation that all lines but empty ones share, and without
// empty lines at either end.
std::string joined(std::vector<std::string> lines) {
  const auto empty = [](const std::string& l) { return trimmed(l).empty(); };
  while (!lines.empty() && empty(lines.front())) lines.erase(lines.begin());
  while (!lines.empty() && empty(lines.back())) lines.pop_back();
  std::size_t indentation = std::string::npos;
  for (const std::string& line : lines)
    if (!empty(line))
      indentation = std::min(indentation, line.find_first_not_of(' '));
  std::string text;
  for (const std::string& line : lines)
    text += (empty(line) ? "" : line.substr(indentation)) + "\n";
  return text;
}

}  // namespace

std::map<std::string, std::string> regions(std::string_view source,
                                           const std::string& where) {
  std::map<std::string, std::vector<std::string>> open;
  std::map<std::string, int> opened_at;
  std::map<std::string, std::string> done;
  std::vector<std::string> whole;
  int number = 0;
  const auto fail = [&](int line, const std::string& found,
                        const std::string& what_to_do) {
    throw protocol::CourseError(
        where + ":" + std::to_string(line) + ": regions that open and close",
        found, what_to_do);
  };
  std::istringstream in{std::string(source)};
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (const auto name = name_after(line, "// region ")) {
      if (open.contains(*name) || done.contains(*name))
        fail(number, "a second region " + *name, "give it another name");
      open[*name];
      opened_at[*name] = number;
    } else if (const auto end = name_after(line, "// endregion ")) {
      const auto region = open.find(*end);
      if (region == open.end())
        fail(number, "the end of " + *end + ", which is not open",
             "write // region " + *end + " above it");
      done[*end] = joined(std::move(region->second));
      open.erase(region);
    } else {
      for (auto& [unused, lines] : open) lines.push_back(line);
      if (number > 1) whole.push_back(line);
    }
  }
  if (!open.empty()) {
    const std::string& name = open.begin()->first;
    fail(opened_at[name], "region " + name + " without an end",
         "write // endregion " + name + " below it");
  }
  done[""] = joined(std::move(whole));
  return done;
}

}  // namespace course::lesson
