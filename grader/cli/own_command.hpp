// Runs this very program again as a process of its own, where one must not
// disturb the other: a class's submissions, a demo under the scheduler.
#pragma once

#include <string>
#include <vector>

#include "cli/session.hpp"

namespace course::cli {

struct CommandOutput {
  int status = 0;      // exit status; 128 + the number of the signal
  std::string output;  // stdout
  std::string errors;  // stderr
};

// `./course WORDS…` in the root of the course, stdin empty. When the user stops
// the session it is ended, too. May be called by several threads at a time.
// Throws CourseError if it cannot be started.
CommandOutput run_own_command(const Session&, std::vector<std::string> words);

}  // namespace course::cli
