// The files of an exercise that does not exist yet. The template is an exercise
// that works, 00-lesson/exercise_name in a course of its own (templates/): it
// is graded by `./course test`, so what authors start from cannot rot.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise_words.hpp"

namespace course::content {

struct NewFile {
  std::filesystem::path path;  // relative to the root of the course
  std::string text;
};

// The template with its names replaced, sorted by path. Throws CourseError if
// the template cannot be read.
std::vector<NewFile> fill_template(const NewExercise&);

}  // namespace course::content
