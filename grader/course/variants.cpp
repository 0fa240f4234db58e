#include "course/variants.hpp"

#include <algorithm>
#include <fstream>

#include "course/suggestions.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;
using protocol::CourseError;
using protocol::Verdict;

constexpr std::size_t wrong_at_least = 5;
constexpr std::size_t right_at_least = 2;
// What the template of a new exercise leaves to its author.
constexpr const char* author_mark = "TODO(author)";

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code none;  // a folder that is not there has no files in it
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (const std::string kind = entry.path().extension();
        entry.is_regular_file() &&
        (kind == ".hpp" || kind == ".cc" || kind == ".c"))
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// The first line of a file that has `text` in it; 0 if none has.
int line_with(const fs::path& file, const char* text) {
  std::ifstream in(file);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number)
    if (line.find(text) != std::string::npos) return number;
  return 0;
}

// What follows `mark` on that line of the file, from 1; `otherwise` if the line
// does not begin with it.
std::string declared(const fs::path& file, int number, std::string_view mark,
                     const std::string& otherwise) {
  std::ifstream in(file);
  std::string line;
  for (; number > 0; --number) std::getline(in, line);
  if (!line.starts_with(mark)) return otherwise;
  line.erase(0, mark.size());
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

std::string declared_test(const fs::path& file) {
  return declared(file, 2, "// test: ", "");
}

Verdict expectation(const fs::path& root, const fs::path& file, bool right) {
  const std::string where = fs::relative(file, root).string() + ":1: ";
  const std::string word =
      declared(file, 1, "// expect: ", right ? "pass" : "");
  if (word.empty())
    throw CourseError("the verdict that the file must get",
                      where + "no such line",
                      "begin it with // expect: VERDICT");
  const auto verdict = protocol::verdict_from_name(word);
  if (!verdict) {
    std::vector<std::string> names;
    for (const auto& row : protocol::verdicts) names.emplace_back(row.name);
    const auto meant = closest(word, names);
    throw CourseError("the name of a verdict", where + "\"" + word + "\"",
                      meant ? "did you mean \"" + *meant + "\"?"
                            : "./course explain lists the verdicts");
  }
  if (right != (*verdict == Verdict::pass))
    throw CourseError(
        right ? "a file in right/ to pass" : "a file in wrong/ to fail",
        where + "\"" + word + "\"",
        "move it to the other folder, or correct the line");
  return *verdict;
}

}  // namespace

std::vector<Variant> variants(const Exercise& exercise) {
  std::vector<Variant> result{
      {"starter", exercise.starter(), Verdict::not_started, ""},
      {"solution", exercise.solution(), Verdict::pass, ""}};
  for (const std::string side : {"right", "wrong"})
    for (const fs::path& file : files_in(exercise.tests() / side))
      result.push_back({side + "/" + file.stem().string(), file,
                        expectation(exercise.root, file, side == "right"),
                        side == "wrong" ? declared_test(file) : ""});
  return result;
}

bool fails_a_test(const Variant& v) {
  return v.label.starts_with("wrong/") &&
         v.expected != Verdict::does_not_compile &&
         v.expected != Verdict::forbidden && v.expected != Verdict::not_started;
}

std::vector<Variant> corpus(const fs::path& root) {
  std::vector<Variant> result;
  for (const std::string side : {"right", "buggy"})
    for (const fs::path& file : files_in(root / "grader/corpus" / side))
      result.push_back({side + "/" + file.stem().string(), file,
                        expectation(root, file, side == "right"), ""});
  return result;
}

std::vector<std::string> missing_parts(const Exercise& exercise) {
  std::vector<std::string> missing;
  const fs::path test = exercise.tests() / (exercise.name + "_test.cpp");
  for (const fs::path& file :
       {exercise.folder() / "README.md", exercise.submission(),
        exercise.starter(), exercise.solution(), exercise.scenarios(), test})
    if (!fs::is_regular_file(file))
      missing.push_back("there is no " +
                        fs::relative(file, exercise.root).string());
  const auto count = [&](const char* side, std::size_t least) {
    const std::size_t found = files_in(exercise.tests() / side).size();
    if (found < least)
      missing.push_back("of at least " + std::to_string(least) + " files in " +
                        side + "/ there are " + std::to_string(found));
  };
  for (const fs::path& file :
       {exercise.folder() / "README.md", exercise.folder() / "exercise.toml",
        exercise.starter(), exercise.solution(), exercise.scenarios(), test})
    if (const int line = line_with(file, author_mark))
      missing.push_back(fs::relative(file, exercise.root).string() + ":" +
                        std::to_string(line) + " still says " + author_mark);
  count("wrong", wrong_at_least);
  count("right", right_at_least);
  for (const Variant& v : variants(exercise))
    if (fails_a_test(v) && v.test.empty())
      missing.push_back(fs::relative(v.file, exercise.root).string() +
                        ":2 does not say // test: NAME, which one it fails");
  return missing;
}

}  // namespace course::content
