#include "course/course.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "course/suggestions.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;
using protocol::CourseError;

std::vector<std::string> folder_names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code none;  // a folder that is not there has no folders in it
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  return names;
}

int order(const std::string& kind) {
  return kind == "warm-up" ? 0 : kind == "core" ? 1 : 2;
}

// "./exercises/02-locks/account/account.hpp" -> "02-locks/account"
std::string without_path(std::string name) {
  while (!name.empty() && name.back() == '/') name.pop_back();
  const std::string folder = "exercises/";
  if (const auto at = name.rfind(folder); at != std::string::npos)
    name.erase(0, at + folder.size());
  const auto first = name.find('/');
  if (first == std::string::npos) return name;
  return name.substr(0, name.find('/', first + 1));
}

}  // namespace

Course::Course(const fs::path& root) : root_(root) {
  for (const std::string& lesson : folder_names_in(root / "exercises"))
    for (const std::string& name : folder_names_in(root / "exercises" / lesson))
      if (fs::exists(root / "exercises" / lesson / name / "exercise.toml"))
        exercises_.push_back(read_exercise(root, lesson, name));
  if (exercises_.empty())
    throw CourseError("a course with exercises",
                      "none in " + (root / "exercises").string(),
                      "put the folder back, for example with git checkout "
                      "exercises");
  std::sort(exercises_.begin(), exercises_.end(),
            [](const Exercise& a, const Exercise& b) {
              return std::tuple(a.lesson, order(a.kind), a.name) <
                     std::tuple(b.lesson, order(b.kind), b.name);
            });
  std::map<std::string, std::string> slugs;
  for (const Exercise& exercise : exercises_) {
    const auto [other, is_new] = slugs.emplace(exercise.name, exercise.slug());
    if (!is_new)
      throw CourseError("exercise names that are unique in the course",
                        other->second + " and " + exercise.slug(),
                        "rename one of them, in all four trees");
  }
}

const Exercise& Course::find(const std::string& name) const {
  const std::string wanted = without_path(name);
  std::vector<std::string> names;
  for (const Exercise& exercise : exercises_) {
    if (wanted == exercise.name || wanted == exercise.slug()) return exercise;
    names.push_back(exercise.name);
  }
  const auto meant = closest(wanted.substr(wanted.find('/') + 1), names);
  throw CourseError("the name of an exercise", "\"" + name + "\"",
                    (meant ? "did you mean \"" + *meant + "\"?  " : "") +
                        "./course list shows them all");
}

std::vector<const Exercise*> Course::select(const std::string& name) const {
  const std::string wanted = without_path(name);
  std::vector<const Exercise*> selected;
  for (const Exercise& exercise : exercises_)
    if (wanted == exercise.lesson ||
        wanted == exercise.lesson.substr(0, exercise.lesson.find('-')))
      selected.push_back(&exercise);
  if (selected.empty()) selected.push_back(&find(name));
  return selected;
}

}  // namespace course::content
