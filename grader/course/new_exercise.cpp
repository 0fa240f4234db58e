// All files are written into a scratch folder beside the trees first. Then each
// tree gets its folder by one rename; if one of them fails, the others are
// taken away again.
#include "course/new_exercise.hpp"

#include <algorithm>
#include <fstream>

#include "course/exercise_template.hpp"
#include "course/scratch_folder.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;
using protocol::CourseError;

constexpr const char* trees[] = {"exercises", "solutions", "grader/tests"};

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code none;  // a folder that is not there has no folders in it
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.is_directory()) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

void refuse_taken(const fs::path& root, const NewExercise& exercise) {
  for (const char* tree : trees)
    for (const fs::path& lesson : folders_in(root / tree))
      if (fs::exists(lesson / exercise.name))
        throw CourseError(
            "a name that no exercise has yet",
            "there is " +
                (lesson / exercise.name).lexically_relative(root).string(),
            "choose another name, or remove that folder");
}

void refuse_other_lesson(const fs::path& root, const NewExercise& exercise) {
  const std::string number = exercise.lesson.substr(0, 3);
  for (const char* tree : {"exercises", "lessons"})
    for (const fs::path& lesson : folders_in(root / tree)) {
      const std::string known = lesson.filename().string();
      if (known.starts_with(number) && known != exercise.lesson)
        throw CourseError("a lesson whose number is its own",
                          exercise.lesson + " beside " + known,
                          "did you mean \"" + known + "/" + exercise.name +
                              "\"?  Else take another number");
    }
}

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  if (!(out << text) || !out.flush())
    throw fs::filesystem_error("cannot be written", file,
                               std::make_error_code(std::errc::io_error));
}

// Renames into the trees, and takes everything back unless it is told to keep.
class Move {
 public:
  ~Move() {
    std::error_code ignored;
    for (const fs::path& path : kept_ ? std::vector<fs::path>{} : made_)
      fs::remove_all(path, ignored);
  }
  void rename(const fs::path& from, const fs::path& to) {
    // Of the folders on the way, the first that is new goes with all below it.
    fs::path first = to;
    while (!fs::exists(first.parent_path())) first = first.parent_path();
    if (first != to) made_.push_back(first);
    fs::create_directories(to.parent_path());
    fs::rename(from, to);
    if (first == to) made_.push_back(to);
  }
  void keep() { kept_ = true; }

 private:
  std::vector<fs::path> made_;
  bool kept_ = false;
};

}  // namespace

std::vector<fs::path> make_exercise(const fs::path& root,
                                    const NewExercise& exercise) {
  refuse_taken(root, exercise);
  refuse_other_lesson(root, exercise);
  std::vector<fs::path> paths;
  try {
    const ScratchFolder scratch(root / ".course");
    for (const NewFile& file : fill_template(exercise)) {
      write(scratch.path() / file.path, file.text);
      paths.push_back(file.path);
    }
    Move move;
    for (const char* tree : trees) {
      const fs::path folder = fs::path(tree) / exercise.lesson / exercise.name;
      move.rename(scratch.path() / folder, root / folder);
    }
    move.keep();
  } catch (const fs::filesystem_error& error) {
    throw CourseError(
        "to make the exercise " + exercise.lesson + "/" + exercise.name,
        error.what(), "make the trees writable; nothing is changed so far");
  }
  return paths;
}

}  // namespace course::content
