#include "course/approved_outputs.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;

using Texts = std::map<std::string, std::string>;  // by file name

Texts texts_in(const fs::path& folder) {
  Texts texts;
  std::error_code none;  // a folder that is not there has no files in it
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    texts[entry.path().filename().string()] = {
        std::istreambuf_iterator<char>(in), {}};
  }
  return texts;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

// By the longest common subsequence; reports are short.
LineChanges line_changes(const std::string& before, const std::string& after) {
  const auto a = lines_of(before), b = lines_of(after);
  // common[j]: of the lines of `a` so far and the first j of `b`.
  std::vector<std::size_t> common(b.size() + 1);
  for (const std::string& line : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = common[j];
      common[j] =
          line == b[j - 1] ? diagonal + 1 : std::max(above, common[j - 1]);
      diagonal = above;
    }
  }
  return {b.size() - common.back(), a.size() - common.back()};
}

std::vector<Output> compare_outputs(const fs::path& approved,
                                    const fs::path& written) {
  const Texts before = texts_in(approved), after = texts_in(written);
  Texts all = before;
  all.insert(after.begin(), after.end());
  std::vector<Output> outputs;
  for (const auto& [file, unused] : all) {
    const auto old = before.find(file), now = after.find(file);
    Output output{file};
    if (now == after.end())
      output.state = OutputState::stale;
    else if (old == before.end())
      output.state = OutputState::added;
    else if (old->second != now->second)
      output.state = OutputState::changed;
    if (output.state == OutputState::changed ||
        output.state == OutputState::added) {
      const auto changes = line_changes(
          old == before.end() ? std::string() : old->second, now->second);
      output.lines_added = changes.added;
      output.lines_removed = changes.removed;
    }
    outputs.push_back(output);
  }
  return outputs;
}

void approve_output(const Output& output, const fs::path& approved,
                    const fs::path& written) {
  if (output.state != OutputState::changed &&
      output.state != OutputState::added)
    return;
  std::error_code error;
  fs::copy_file(written / output.file, approved / output.file,
                fs::copy_options::overwrite_existing, error);
  if (error)
    throw protocol::CourseError("to write " + (approved / output.file).string(),
                                error.message(),
                                "make the file and its folder writable");
}

}  // namespace course::content
