// A class's submissions in a folder: DIR/STUDENT/…/FILE, where FILE is what an
// exercise has its students edit. Nothing in it is trusted: names are strange,
// files are missing, large, unreadable or links to somewhere else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/course.hpp"

namespace course::content {

// What a student has handed in for an exercise.
struct HandedIn {
  std::string student;  // the folder's name; any bytes
  const Exercise* exercise = nullptr;
  std::filesystem::path file;  // empty: it cannot be graded
  std::string problem;         // then: why; "nothing of that name"
  std::string note;            // other files of that name, or nearly so
  bool missing() const { return file.empty() && problem.empty(); }
};

struct ClassFolder {
  // Every student with every exercise, by student and then in course order.
  std::vector<HandedIn> all;
  std::vector<std::string> students;  // sorted by their bytes
  std::vector<std::string> notes;     // what is in no student's folder
};

// Of several files of the same name the one nearest to the student's folder
// counts, then the first by name. Links are not followed. Throws CourseError if
// `folder` is no folder or cannot be read.
ClassFolder read_class(const std::filesystem::path& folder,
                       const std::vector<const Exercise*>& exercises);

}  // namespace course::content
