// The packages of grader/packages.txt, which the launcher reads, too.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "doctor/check.hpp"

namespace course::doctor {

struct Package {
  std::string name;
  std::string probe;      // "cmake": a program; "fmt/core.h": a header
  bool needed = true;     // by the build, which can do without the others
  std::string use;        // "prints"
  bool installed = true;  // the probe is found
};

// Throws CourseError if a line makes no sense.
std::vector<Package> parse_packages(const std::string& text);

// Those of the course, looked for on this machine.
std::vector<Package> find_packages();

Check packages_check(const std::vector<Package>&);

}  // namespace course::doctor
