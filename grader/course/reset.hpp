// Puts an exercise back to how it is shipped, and loses nothing on the way.
#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise.hpp"

namespace course::content {

struct Reset {
  std::vector<std::string> restored;  // file names; empty: nothing had changed
  std::filesystem::path kept;  // where the replaced files are; empty: none were
};

// Copies the files of the exercise's starter/ over the student's. Those that
// differ are first copied to .course/replaced/TIME/SLUG/; `now` is that time.
// Files that the student added stay. Throws CourseError if a file cannot be
// written; then no work is lost either.
Reset reset(const Exercise&, std::time_t now);

}  // namespace course::content
