#include "course/class_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "course/suggestions.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;

constexpr int deepest = 12;          // folders below a student's
constexpr std::size_t most = 20000;  // files and folders looked at, a student

struct Found {
  fs::path file;
  int depth = 0;
};

// What lies below a student's folder, as far as it could be an exercise's file.
struct Contents {
  std::map<std::string, std::vector<Found>> sources;  // by file name
  std::string problem;  // it was not read to its end
};

bool looks_like_source(const fs::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".hpp" || extension == ".h" || extension == ".cpp" ||
         extension == ".cc";
}

Contents contents_of(const fs::path& folder) {
  Contents contents;
  std::error_code error;
  fs::recursive_directory_iterator at(
      folder, fs::directory_options::skip_permission_denied, error);
  std::size_t seen = 0;
  for (; !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    if (++seen > most) {
      contents.problem = "more than 20,000 files; the rest is not looked at";
      break;
    }
    if (at.depth() >= deepest) at.disable_recursion_pending();
    std::error_code none;
    if (at->is_directory(none) && !at->is_symlink(none)) continue;
    if (looks_like_source(at->path()))
      contents.sources[at->path().filename().string()].push_back(
          {at->path(), at.depth()});
  }
  if (error) contents.problem = "the folder cannot be read: " + error.message();
  for (auto& [unused, found] : contents.sources)
    std::ranges::sort(found, [](const Found& a, const Found& b) {
      return std::pair(a.depth, a.file) < std::pair(b.depth, b.file);
    });
  return contents;
}

// Why the file cannot be graded; empty if it can.
std::string problem_of(const fs::path& file) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(file, error);
  if (fs::is_symlink(status)) return "a symbolic link, which is not followed";
  if (!fs::is_regular_file(status)) return "not a regular file";
  if (access(file.c_str(), R_OK) != 0) return "it may not be read";
  constexpr std::uintmax_t largest = 1u << 20;  // as sandbox/source_file.hpp
  if (fs::file_size(file, error) > largest) return "larger than 1 MiB";
  return "";
}

std::string below(const fs::path& folder, const fs::path& file) {
  return file.lexically_relative(folder).string();
}

HandedIn handed_in(const fs::path& folder, const Contents& contents,
                   const Exercise& exercise,
                   const std::vector<std::string>& known) {
  HandedIn result;
  result.student = folder.filename().string();
  result.exercise = &exercise;
  const auto found = contents.sources.find(exercise.file);
  if (found == contents.sources.end()) {
    // "acount.hpp", "Account.hpp", "account (1).hpp"
    for (const auto& [name, unused] : contents.sources)
      if (std::ranges::find(known, name) == known.end() &&
          closest(name, known) == exercise.file)
        result.note = "there is " + name + "; is it meant?";
    return result;
  }
  for (const Found& file : found->second) {
    const std::string problem = problem_of(file.file);
    if (problem.empty()) {
      result.file = file.file;
      result.problem.clear();
      break;
    }
    if (result.problem.empty())
      result.problem = below(folder, file.file) + ": " + problem;
  }
  if (found->second.size() > 1)
    result.note =
        std::to_string(found->second.size()) + " files of that name" +
        (result.file.empty() ? "" : "; graded: " + below(folder, result.file));
  return result;
}

}  // namespace

ClassFolder read_class(const fs::path& folder,
                       const std::vector<const Exercise*>& exercises) {
  ClassFolder result;
  std::error_code error;
  std::vector<fs::path> folders;
  for (fs::directory_iterator at(folder, error);
       !error && at != fs::directory_iterator(); at.increment(error)) {
    std::error_code none;
    const std::string name = at->path().filename().string();
    if (name.starts_with('.') || name.starts_with("__")) continue;
    if (at->is_directory(none) && !at->is_symlink(none))
      folders.push_back(at->path());
    else
      result.notes.push_back(name + " is in no student's folder");
  }
  if (error)
    throw protocol::CourseError(
        "a folder with a folder for each student",
        folder.string() + ": " + error.message(),
        "name the folder that holds STUDENT/…/account.hpp");
  std::ranges::sort(folders);
  std::ranges::sort(result.notes);
  std::vector<std::string> known;
  for (const Exercise* exercise : exercises) known.push_back(exercise->file);
  for (const fs::path& student : folders) {
    const Contents contents = contents_of(student);
    result.students.push_back(student.filename().string());
    if (!contents.problem.empty())
      result.notes.push_back(student.filename().string() + ": " +
                             contents.problem);
    for (const Exercise* exercise : exercises)
      result.all.push_back(handed_in(student, contents, *exercise, known));
  }
  return result;
}

}  // namespace course::content
