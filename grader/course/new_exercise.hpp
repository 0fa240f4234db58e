// Makes the folders of a new exercise in all trees, or none of them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise_words.hpp"

namespace course::content {

// Writes the filled template below `root` and returns the files, relative to
// it. Throws CourseError, and leaves the trees as they were, if the name is
// taken anywhere, if the lesson's number belongs to another lesson, or if
// something cannot be written.
std::vector<std::filesystem::path> make_exercise(
    const std::filesystem::path& root, const NewExercise&);

}  // namespace course::content
