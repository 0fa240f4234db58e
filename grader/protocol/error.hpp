// The two kinds of fatal error. What a student's program does is neither: that
// is a Verdict.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace course::protocol {

// The command line, the course's files or this machine is not as it should be.
// Caught once, in main: three lines, exit status 2.
struct CourseError : std::runtime_error {
  CourseError(const std::string& needed, std::string found, std::string do_this)
      : std::runtime_error(needed),
        found(std::move(found)),
        do_this(std::move(do_this)) {}
  std::string found, do_this;
};
using MachineError = CourseError;

// Our own invariant does not hold. Caught once, in main: exit status 70.
struct InternalError : std::logic_error {
  using std::logic_error::logic_error;
};

// Stays on in release builds.
inline void require(
    bool condition, const char* what,
    std::source_location where = std::source_location::current()) {
  if (!condition)
    throw InternalError(std::string(where.file_name()) + ":" +
                        std::to_string(where.line()) + ": " + what);
}

}  // namespace course::protocol
