// Outputs that somebody has read and approved, a file each, against what the
// tests that own them write now.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace course::content {

enum class OutputState { same, changed, added, stale };

struct Output {
  std::string file;  // its name in both folders
  OutputState state = OutputState::same;
  std::size_t lines_added = 0, lines_removed = 0;
};

// By name. Stale: nothing writes the file any more.
std::vector<Output> compare_outputs(const std::filesystem::path& approved,
                                    const std::filesystem::path& written);

// Copies a changed or added output over the approved one. Throws CourseError.
void approve_output(const Output&, const std::filesystem::path& approved,
                    const std::filesystem::path& written);

// How many lines the shortest difference of two texts adds and removes.
struct LineChanges {
  std::size_t added = 0, removed = 0;
};
LineChanges line_changes(const std::string& before, const std::string& after);

}  // namespace course::content
