// The lessons of a course, found from its folders: lessons/NAME/README.md is a
// lesson, and each .cpp beside it a demo.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lesson/demo.hpp"

namespace course::lesson {

struct Lesson {
  std::filesystem::path root;  // of the course
  std::string name;            // "02-locks"
  std::vector<Demo> demos;     // by name

  // Relative to the root: lessons/02-locks/README.md
  std::filesystem::path text() const;
};

// By name. Throws CourseError if the first line of a demo is wrong or if two
// demos share a name.
std::vector<Lesson> find_lessons(const std::filesystem::path& root);

// "02-locks", "02", "2", "locks" or a path as a shell completes it,
// "lessons/02-locks/". Throws CourseError, with a suggestion, if there is none.
const Lesson& find_lesson(const std::vector<Lesson>&, const std::string& name);

// Throws CourseError, with a suggestion, if there is none.
const Demo& find_demo(const std::vector<Lesson>&, const std::string& name);

}  // namespace course::lesson
