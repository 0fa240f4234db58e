// Reads a file that a user named.
#pragma once

#include <filesystem>
#include <string>

namespace course::sandbox {

// Throws CourseError, with what to do, if it is missing, not a regular file,
// not readable or larger than 1 MiB.
std::string read_source(const std::filesystem::path&);

}  // namespace course::sandbox
