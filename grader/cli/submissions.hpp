// Which files a command line asks to grade.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/session.hpp"

namespace course::cli {

struct Submission {
  const content::Exercise* exercise = nullptr;  // of session.course()
  std::filesystem::path file;
  bool students_own = false;  // the one in exercises/: its verdict is progress
};

// `names`: exercises or lessons; none: the next unsolved one, so that the
// answer is empty when all are solved. `file`: this very file, of the one
// exercise named or else of the exercise whose file has that name. `from`: a
// folder that holds DIR/LESSON/NAME/FILE, DIR/exercises/LESSON/NAME/FILE,
// DIR/NAME/FILE or DIR/FILE; no names: all exercises that it holds. Throws
// CourseError if a file is not there.
std::vector<Submission> find_submissions(Session&,
                                         const std::vector<std::string>& names,
                                         const std::string& file,
                                         const std::string& from);

}  // namespace course::cli
