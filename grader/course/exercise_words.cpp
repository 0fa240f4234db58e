#include "course/exercise_words.hpp"

#include <algorithm>
#include <cctype>

#include "protocol/error.hpp"

namespace course::content {
namespace {

using protocol::CourseError;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return (c >= 'a' && c <= 'z') || is_digit(c); }

// Lower-case words of letters and digits, with `joint` between them.
bool is_words(const std::string& text, char joint) {
  char last = joint;
  for (const char c : text) {
    if (c == joint ? last == joint : !is_lower(c)) return false;
    last = c;
  }
  return last != joint;
}

bool is_lesson(const std::string& word) {
  return word.size() > 3 && is_digit(word[0]) && is_digit(word[1]) &&
         word[2] == '-' && is_words(word.substr(3), '-');
}

bool is_name(const std::string& word) {
  return is_words(word, '_') && !is_digit(word.front());
}

// "PhaseGate" or "phase-gate" -> "phase_gate"
std::string snake_case(const std::string& word) {
  std::string result;
  for (const char c : word) {
    const bool upper = c >= 'A' && c <= 'Z';
    if ((upper || !is_lower(c)) && !result.empty() && result.back() != '_')
      result += '_';
    if (upper || is_lower(c)) result += static_cast<char>(std::tolower(c));
  }
  if (!result.empty() && result.back() == '_') result.pop_back();
  return result;
}

std::string title_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  name[0] = static_cast<char>(std::toupper(name[0]));
  return name;
}

}  // namespace

NewExercise describe_exercise(const std::string& slug, const std::string& title,
                              const std::string& kind) {
  const auto slash = slug.find('/');
  if (slash == std::string::npos || slash != slug.rfind('/'))
    throw CourseError("a lesson and a name, LESSON/NAME", "\"" + slug + "\"",
                      "write it like 02-locks/once_map");
  NewExercise exercise{slug.substr(0, slash), slug.substr(slash + 1), title,
                       kind};
  if (!is_lesson(exercise.lesson))
    throw CourseError("a lesson: two digits and lower-case words, NN-name",
                      "\"" + exercise.lesson + "\"",
                      "write it like 02-locks or 08-shared-memory");
  const std::string better = snake_case(exercise.name);
  if (!is_name(exercise.name))
    throw CourseError(
        "a name in snake_case: lower-case words with _ between them",
        "\"" + exercise.name + "\"",
        is_name(better) ? "write it \"" + better + "\""
                        : "write it like once_map");
  // The course's own headers are included by such names.
  if (exercise.name.starts_with("course"))
    throw CourseError("a name that does not begin with course",
                      "\"" + exercise.name + "\"", "choose another name");
  if (std::any_of(title.begin(), title.end(),
                  [](unsigned char c) { return std::iscntrl(c); }))
    throw CourseError("a title of one line", "a control character in it",
                      "leave it out");
  if (title.find_first_not_of(' ') == std::string::npos)
    exercise.title = title_of(exercise.name);
  return exercise;
}

std::string class_name(const std::string& name) {
  std::string result;
  bool begins = true;
  for (const char c : name) {
    if (c != '_') result += begins ? static_cast<char>(std::toupper(c)) : c;
    begins = c == '_';
  }
  return result;
}

}  // namespace course::content
