// Runs a program as a user would: without limits, and with nothing beside it
// that would cost time.
#pragma once

#include <sys/resource.h>

#include <filesystem>
#include <string>
#include <vector>

namespace course::bench {

struct Run {
  double seconds = 0;      // from before its start to after its end
  double cpu_seconds = 0;  // of it and of all that it has waited for
  int status = 0;          // of its exit; 128 + signal if it was ended by one
  std::string output;      // stdout; stderr is dropped
};

// [0] of `words` is looked for in PATH. Waits for the end; if a signal comes
// meanwhile, asks the program to end, too. Throws CourseError if it cannot be
// started.
Run run_program(std::vector<std::string> words,
                const std::filesystem::path& folder);

// User and system time, in seconds.
double processor_seconds(const rusage&);

}  // namespace course::bench
