// Whole files, as texts.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "protocol/error.hpp"

namespace course::lesson {

// Throws CourseError if it cannot be read.
inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw protocol::CourseError(
        "to read " + file.string(), "no readable file of that name",
        "put it back, for example with git checkout lessons");
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string text_or_nothing(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Throws CourseError if it cannot be written.
inline void write_file(const std::filesystem::path& file,
                       const std::string& text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  if (!(out << text) || !out.flush())
    throw protocol::CourseError("to write " + file.string(),
                                "the file cannot be written",
                                "make the file and its folder writable");
}

}  // namespace course::lesson
