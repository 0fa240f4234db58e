// How the lesson, the name and the title of an exercise are spelt.
#pragma once

#include <string>

namespace course::content {

struct NewExercise {
  std::string lesson;         // "02-locks"
  std::string name;           // "once_map"
  std::string title;          // "Once map"
  std::string kind = "core";  // or "warm-up", "stretch"
};

// From "02-locks/once_map"; the title may be empty: it then follows the name.
// Throws CourseError if a word is not spelt as the trees need it.
NewExercise describe_exercise(const std::string& slug, const std::string& title,
                              const std::string& kind);

// "once_map" -> "OnceMap"
std::string class_name(const std::string& name);

}  // namespace course::content
