// Where things lie and how a worker is compiled.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace course::sandbox {

// In Toolchain::include.
inline constexpr const char* precompiled_header = "course_test_pch.hpp";

struct Toolchain {
  std::string compiler;  // "/usr/bin/g++"
  std::string objcopy;
  std::vector<std::string> compile_flags;  // precompiled header not included
  std::vector<std::string> link_flags;
  std::string runtime_object;     // course_runtime.o
  std::filesystem::path include;  // holds course_test.hpp and its .gch
  std::filesystem::path workers;  // where workers are kept; made if missing
  // What the C++ files of a program (not a submission) include first; empty:
  // nothing.
  std::string prelude;
  // Changes with the runtime object, the course's headers and the compiler.
  std::string stamp;
};

// Where PATH has that program; empty: nowhere.
std::string find_program(const std::string& name);

// As CMake configured it (see cmake/submission.cmake). Throws CourseError if
// it has not been built.
Toolchain default_toolchain();

}  // namespace course::sandbox
