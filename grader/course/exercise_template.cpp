#include "course/exercise_template.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& from,
                     const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string toml_escaped(const std::string& text) {
  return replaced(replaced(text, "\\", "\\\\"), "\"", "\\\"");
}

std::string filled(std::string text, const NewExercise& exercise, bool toml) {
  // The title last: it may hold anything.
  const std::pair<std::string, std::string> names[] = {
      {"exercise_name", exercise.name},
      {"ExerciseName", class_name(exercise.name)},
      {"00-lesson", exercise.lesson},
      {toml ? "kind = \"core\"" : "", "kind = \"" + exercise.kind + "\""},
      {"Exercise Title", toml ? toml_escaped(exercise.title) : exercise.title}};
  for (const auto& [from, to] : names)
    if (!from.empty()) text = replaced(std::move(text), from, to);
  return text;
}

std::string read(const fs::path& file) {
  std::ifstream in(file);
  if (!in)
    throw protocol::CourseError("the template of an exercise",
                                "no readable file " + file.string(),
                                "git checkout grader/course/templates");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::vector<NewFile> fill_template(const NewExercise& exercise) {
  const fs::path root = COURSE_TEMPLATES;
  std::vector<NewFile> files;
  for (const char* tree : {"exercises", "solutions", "grader/tests"}) {
    const fs::path folder = root / tree / "00-lesson" / "exercise_name";
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(folder, none)) {
      if (!entry.is_regular_file()) continue;
      const std::string path = entry.path().lexically_relative(root).string();
      files.push_back({filled(path, exercise, false),
                       filled(read(entry.path()), exercise,
                              entry.path().extension() == ".toml")});
    }
    if (none) read(folder);  // says what is missing
  }
  std::ranges::sort(files, {}, &NewFile::path);
  return files;
}

}  // namespace course::content
