#include "course/new_exercise.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>

#include "course/course.hpp"
#include "course/test_folder.hpp"
#include "course/variants.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;
using protocol::CourseError;

// The files below `root` but for .course, which no tree is.
std::set<std::string> tree(const TestFolder& root) {
  std::set<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(root.path()))
    if (const auto path = entry.path().lexically_relative(root.path());
        *path.begin() != ".course")
      files.insert(path.string());
  return files;
}

std::string error_of(const TestFolder& root, const std::string& slug,
                     const std::string& title = "") {
  try {
    make_exercise(root.path(), describe_exercise(slug, title, "core"));
  } catch (const CourseError& e) {
    return e.found + " | " + e.do_this;
  }
  return "no error";
}

}  // namespace

TEST_CASE("a new exercise is one that the course reads") {
  const TestFolder root;
  const auto files = make_exercise(
      root.path(),
      describe_exercise("04-barriers/phase_gate", "Say \"go\"", "stretch"));
  for (const fs::path& file : files) CHECK(fs::exists(root.path() / file));
  const Course course(root.path());
  const Exercise& exercise = course.find("phase_gate");
  CHECK(exercise.slug() == "04-barriers/phase_gate");
  CHECK(exercise.title == "Say \"go\"");
  CHECK(exercise.kind == "stretch");
  CHECK(exercise.file == "phase_gate.hpp");
  const std::string mine = "exercises/04-barriers/phase_gate/";
  CHECK(root.read(mine + "README.md").starts_with("# Say \"go\"\n"));
  CHECK(root.read(mine + "phase_gate.hpp").find("class PhaseGate {") !=
        std::string::npos);
  CHECK(
      root.read(mine + "phase_gate.hpp") ==
      root.read("grader/tests/04-barriers/phase_gate/starter/phase_gate.hpp"));
  for (const fs::path& file : files)
    for (const char* left : {"exercise_name", "ExerciseName", "00-lesson"})
      CHECK(root.read(file.string()).find(left) == std::string::npos);
  CHECK_FALSE(fs::exists(root.path() / ".course/scratch"));
}

TEST_CASE("a new exercise says what its author has to do") {
  const TestFolder root;
  make_exercise(root.path(), describe_exercise("02-locks/gate", "", "core"));
  const Exercise exercise = read_exercise(root.path(), "02-locks", "gate");
  CHECK(exercise.title == "Gate");
  const auto missing = missing_parts(exercise);
  REQUIRE(missing.size() == 8);
  CHECK(missing[0] ==
        "exercises/02-locks/gate/README.md:3 still says TODO(author)");
  CHECK(missing[6] == "of at least 5 files in wrong/ there are 1");
  CHECK(missing[7] == "of at least 2 files in right/ there are 1");
  CHECK(variants(exercise).size() == 4);
}

TEST_CASE("a name that is taken in any tree is refused, and nothing written") {
  for (const char* tree_of : {"exercises/01-threads", "solutions/02-locks",
                              "grader/tests/03-conditions"}) {
    const TestFolder root;
    root.write(std::string(tree_of) + "/gate/gate.hpp", "mine");
    const auto before = tree(root);
    CHECK(error_of(root, "02-locks/gate") ==
          "there is " + std::string(tree_of) +
              "/gate | choose another name, or remove that folder");
    CHECK(tree(root) == before);
  }
}

TEST_CASE("a word that the trees cannot have is refused, and nothing written") {
  const TestFolder root;
  root.write("lessons/02-locks/README.md", "");
  const auto before = tree(root);
  for (const char* slug :
       {"gate", "02-locks", "02-locks/a/b", "2-locks/gate", "locks/gate",
        "02-Locks/gate", "02-/gate", "02_locks/gate", "../02-locks/gate",
        "02-locks/", "/gate", "02-locks/_gate", "02-locks/gate_",
        "02-locks/2nd", "02-locks/..", "02-locks/gate.hpp",
        "02-locks/course_test", "02-lock/gate"}) {
    CAPTURE(slug);
    CHECK(error_of(root, slug) != "no error");
    CHECK(tree(root) == before);
  }
  CHECK(error_of(root, "02-locks/gate", "two\nlines") != "no error");
  CHECK(tree(root) == before);
}

TEST_CASE("a word that is nearly right is answered with the right one") {
  const TestFolder root;
  root.write("lessons/02-locks/README.md", "");
  CHECK(error_of(root, "02-locks/PhaseGate") ==
        "\"PhaseGate\" | write it \"phase_gate\"");
  CHECK(error_of(root, "02-locks/phase-gate") ==
        "\"phase-gate\" | write it \"phase_gate\"");
  CHECK(error_of(root, "02-lock/gate") ==
        "02-lock beside 02-locks | did you mean \"02-locks/gate\"?  Else take "
        "another number");
}

TEST_CASE("if one tree cannot be written, the others are as before") {
  const TestFolder root;
  root.write("grader/tests", "a file where a folder should be");
  const auto before = tree(root);
  CHECK(error_of(root, "02-locks/gate") != "no error");
  CHECK(tree(root) == before);
}

}  // namespace course::content
