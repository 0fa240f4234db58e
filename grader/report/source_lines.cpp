#include "report/source_lines.hpp"

#include <fstream>
#include <sstream>

namespace course::report {
namespace {

using Files = std::map<std::string, std::vector<std::string>, std::less<>>;

std::vector<std::string> split(std::istream& in) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find_first_not_of(" \t\r");
    const auto last = line.find_last_not_of(" \t\r");
    lines.push_back(
        first == std::string::npos ? "" : line.substr(first, last - first + 1));
  }
  return lines;
}

std::string line_of(const Files& files, std::string_view file, int number) {
  const auto found = files.find(file);
  if (found == files.end() || number < 1) return "";
  const auto at = static_cast<std::size_t>(number) - 1;
  return at < found->second.size() ? found->second[at] : "";
}

}  // namespace

FileSourceLines::FileSourceLines(std::string_view header,
                                 const std::filesystem::path& submission,
                                 const std::filesystem::path& scenarios) {
  std::ifstream first(submission), second(scenarios);
  files_.emplace(header, split(first));
  files_.emplace(scenarios.filename().string(), split(second));
}

FileSourceLines::FileSourceLines(
    const std::vector<std::filesystem::path>& files) {
  for (const auto& file : files) {
    std::ifstream in(file);
    files_.emplace(file.filename().string(), split(in));
  }
}

std::string FileSourceLines::line(std::string_view file, int number) const {
  return line_of(files_, file, number);
}

MemorySourceLines::MemorySourceLines(std::map<std::string, std::string> texts) {
  for (const auto& [name, text] : texts) {
    std::istringstream in(text);
    files_.emplace(name, split(in));
  }
}

std::string MemorySourceLines::line(std::string_view file, int number) const {
  return line_of(files_, file, number);
}

}  // namespace course::report
