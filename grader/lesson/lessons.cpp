#include "lesson/lessons.hpp"

#include <algorithm>
#include <map>

#include "course/suggestions.hpp"
#include "protocol/error.hpp"

namespace course::lesson {
namespace {

namespace fs = std::filesystem;
using protocol::CourseError;

std::vector<Demo> demos_in(const fs::path& root, const std::string& lesson) {
  std::vector<Demo> demos;
  for (const auto& entry : fs::directory_iterator(root / "lessons" / lesson))
    if (entry.path().extension() == ".cpp")
      demos.push_back(read_demo(root, lesson, entry.path().stem().string()));
  std::ranges::sort(demos, {}, &Demo::name);
  return demos;
}

[[noreturn]] void not_found(const std::string& what, const std::string& name,
                            const std::vector<std::string>& names,
                            const std::string& where) {
  const auto meant = content::closest(name, names);
  throw CourseError(
      what, "\"" + name + "\"",
      (meant ? "did you mean \"" + *meant + "\"?  " : "") + where);
}

}  // namespace

fs::path Lesson::text() const {
  return fs::path("lessons") / name / "README.md";
}

std::vector<Lesson> find_lessons(const fs::path& root) {
  std::vector<Lesson> lessons;
  std::error_code none;  // a folder that is not there holds no lessons
  for (const auto& entry : fs::directory_iterator(root / "lessons", none)) {
    const std::string name = entry.path().filename().string();
    if (fs::exists(entry.path() / "README.md"))
      lessons.push_back({root, name, demos_in(root, name)});
  }
  std::ranges::sort(lessons, {}, &Lesson::name);
  std::map<std::string, fs::path> sources;
  for (const Lesson& lesson : lessons)
    for (const Demo& demo : lesson.demos)
      if (const auto [other, is_new] =
              sources.emplace(demo.name, demo.source());
          !is_new)
        throw CourseError(
            "names of demos that are unique in the course",
            other->second.string() + " and " + demo.source().string(),
            "rename one of them, and its output");
  return lessons;
}

const Lesson& find_lesson(const std::vector<Lesson>& lessons,
                          const std::string& name) {
  std::string wanted = name;
  while (!wanted.empty() && wanted.back() == '/') wanted.pop_back();
  if (const std::string folder = "lessons/"; wanted.starts_with(folder))
    wanted.erase(0, folder.size());
  std::vector<std::string> names;
  for (const Lesson& lesson : lessons) {
    const std::string& full = lesson.name;
    const auto dash = full.find('-');
    if (wanted == full || wanted == full.substr(0, dash) ||
        "0" + wanted == full.substr(0, dash) ||
        (dash != full.npos && wanted == full.substr(dash + 1)))
      return lesson;
    names.push_back(full);
  }
  not_found("the name of a lesson", name, names,
            "./course read shows which there are");
}

const Demo& find_demo(const std::vector<Lesson>& lessons,
                      const std::string& name) {
  const std::string wanted = fs::path(name).stem().string();
  std::vector<std::string> names;
  for (const Lesson& lesson : lessons)
    for (const Demo& demo : lesson.demos) {
      if (demo.name == wanted) return demo;
      names.push_back(demo.name);
    }
  not_found("the name of a demo", name, names,
            "./course demo shows which there are");
}

}  // namespace course::lesson
