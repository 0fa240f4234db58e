// The exercises of a course, found from its folders: a folder with an
// exercise.toml in exercises/LESSON/NAME/ is an exercise, and nothing else
// registers it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise.hpp"

namespace course::content {

class Course {
 public:
  // Reads every exercise.toml below root/exercises. Throws CourseError if one
  // of them is wrong, if there is none, or if two exercises share a name.
  explicit Course(const std::filesystem::path& root);

  const std::filesystem::path& root() const { return root_; }

  // By lesson; within a lesson warm-ups first, then core, then stretch.
  const std::vector<Exercise>& exercises() const { return exercises_; }

  // "account", "02-locks/account" or a path of the exercise as a shell
  // completes it. Throws CourseError, with a suggestion, if there is none.
  const Exercise& find(const std::string& name) const;

  // What `name` stands for: one exercise, or all of a lesson ("02-locks",
  // "02").
  std::vector<const Exercise*> select(const std::string& name) const;

 private:
  std::filesystem::path root_;
  std::vector<Exercise> exercises_;
};

}  // namespace course::content
