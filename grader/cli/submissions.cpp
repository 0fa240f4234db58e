#include "cli/submissions.hpp"

#include <algorithm>

#include "protocol/error.hpp"

namespace course::cli {
namespace {

namespace fs = std::filesystem;
using content::Exercise;
using protocol::CourseError;

std::vector<const Exercise*> named(Session& session,
                                   const std::vector<std::string>& names) {
  std::vector<const Exercise*> result;
  for (const std::string& name : names)
    for (const Exercise* exercise : session.course().select(name))
      if (std::find(result.begin(), result.end(), exercise) == result.end())
        result.push_back(exercise);
  return result;
}

void need_file(const fs::path& file, const std::string& do_this) {
  if (!fs::is_regular_file(file))
    throw CourseError("a file to grade", file.string() + " is not a file",
                      do_this);
}

Submission single_file(Session& session, std::vector<const Exercise*> exercises,
                       const fs::path& file) {
  if (exercises.empty())
    for (const Exercise& exercise : session.course().exercises())
      if (exercise.file == file.filename()) exercises.push_back(&exercise);
  if (exercises.size() != 1)
    throw CourseError("the one exercise that the file is for",
                      std::to_string(exercises.size()) + " exercises",
                      "name it: ./course check NAME --file " + file.string());
  need_file(file, "correct the name after --file");
  return {exercises.front(), file};
}

fs::path file_in(const fs::path& folder, const Exercise& exercise) {
  for (const fs::path& place :
       {folder / exercise.slug(), folder / "exercises" / exercise.slug(),
        folder / exercise.name, folder})
    if (fs::is_regular_file(place / exercise.file))
      return place / exercise.file;
  return {};
}

std::vector<Submission> from_folder(Session& session,
                                    std::vector<const Exercise*> exercises,
                                    const fs::path& folder) {
  const bool any = exercises.empty();
  if (any)
    for (const Exercise& exercise : session.course().exercises())
      exercises.push_back(&exercise);
  std::vector<Submission> result;
  for (const Exercise* exercise : exercises) {
    const fs::path file = file_in(folder, *exercise);
    if (!file.empty())
      result.push_back({exercise, file});
    else if (!any)
      throw CourseError("a file to grade",
                        "no " + exercise->file + " in " + folder.string(),
                        "put it there, or into " + exercise->slug() + "/");
  }
  if (result.empty())
    throw CourseError("files to grade", "none in " + folder.string(),
                      "keep the layout LESSON/NAME/FILE of exercises/");
  return result;
}

}  // namespace

std::vector<Submission> find_submissions(Session& session,
                                         const std::vector<std::string>& names,
                                         const std::string& file,
                                         const std::string& from) {
  std::vector<const Exercise*> exercises = named(session, names);
  if (!file.empty()) return {single_file(session, exercises, file)};
  if (!from.empty()) return from_folder(session, exercises, from);
  if (exercises.empty())
    if (const Exercise* next = session.next_unsolved())
      exercises.push_back(next);
  std::vector<Submission> result;
  for (const Exercise* exercise : exercises) {
    need_file(exercise->submission(), "./course reset " + exercise->name);
    result.push_back({exercise, as_typed(exercise->submission()), true});
  }
  return result;
}

}  // namespace course::cli
