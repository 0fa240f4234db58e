// The bare `course` in a terminal of its own, watching a copy of the exercises:
// how long a student waits between saving and the first line of the verdict.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "course/scratch_folder.hpp"
#include "protocol/verdict.hpp"

namespace course::bench {

// Seconds from a save. `compile`: of the submission alone, the mean of a check
// before and one after it, of the same text with another comment.
struct WatchedSave {
  double first_step = 0;  // until the screen says that one passes; 0: never
  double first_line = 0;  // until the screen has the verdict in it
  double whole = 0;       // until it has the report, and nothing goes on
  double compile = 0;
};

class WatchedDesk {
 public:
  // `course`: the words that start the program which students start. Throws
  // CourseError if there is no terminal to be had.
  WatchedDesk(const content::Course&, std::vector<std::string> course);
  ~WatchedDesk();
  WatchedDesk(const WatchedDesk&) = delete;
  WatchedDesk& operator=(const WatchedDesk&) = delete;

  // Saves the starter, and then `file` as the student's. Throws CourseError if
  // the verdict is not the one expected.
  WatchedSave save(const content::Exercise&, const std::filesystem::path& file,
                   protocol::Verdict expected);

 private:
  void start();
  // As an editor does it, with a comment that makes it a new text; returns the
  // times.
  WatchedSave put(const content::Exercise&, const std::filesystem::path& file,
                  protocol::Verdict expected);
  double compile(const content::Exercise&, const std::filesystem::path& file);
  std::string new_text(const std::filesystem::path& file);
  // The next screen that the watch draws.
  std::string next_screen();

  const content::Course& real_;
  std::vector<std::string> course_;
  content::ScratchFolder root_{std::filesystem::temp_directory_path()};
  pid_t child_ = -1;
  int terminal_ = -1;
  std::string bytes_;  // read, and not yet part of a screen
  int texts_ = 0;
};

}  // namespace course::bench
