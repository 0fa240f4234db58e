#include "course/class_folder.hpp"

#include <doctest/doctest.h>

#include "course/test_folder.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

Exercise exercise(const std::string& name) {
  Exercise e;
  e.lesson = "01-threads";
  e.name = name;
  e.file = name + ".hpp";
  return e;
}

}  // namespace

TEST_CASE("the file nearest to the student's folder counts") {
  const TestFolder folder;
  folder.write("bob/old/gate.hpp", "");
  folder.write("bob/new/gate.hpp", "");
  folder.write("ada/a/b/gate.hpp", "");
  folder.write("ada/z/gate.hpp", "");
  const Exercise gate = exercise("gate");
  const ClassFolder found = read_class(folder.path(), {&gate});
  CHECK(found.students == std::vector<std::string>{"ada", "bob"});
  REQUIRE(found.all.size() == 2);
  CHECK(found.all[0].file == folder.path() / "ada/z/gate.hpp");
  CHECK(found.all[0].note == "2 files of that name; graded: z/gate.hpp");
  CHECK(found.all[1].file == folder.path() / "bob/new/gate.hpp");
}

TEST_CASE("what cannot be graded is said, and another copy counts") {
  const TestFolder folder;
  std::filesystem::create_directories(folder.path() / "ada");
  std::filesystem::create_symlink("elsewhere", folder.path() / "ada/gate.hpp");
  std::filesystem::create_directories(folder.path() / "bob/gate.hpp");
  folder.write("cy/lab/gate.hpp", "");
  std::filesystem::create_symlink("elsewhere", folder.path() / "cy/gate.hpp");
  const Exercise gate = exercise("gate");
  const ClassFolder found = read_class(folder.path(), {&gate});
  REQUIRE(found.all.size() == 3);
  CHECK(found.all[0].problem ==
        "gate.hpp: a symbolic link, which is not followed");
  CHECK(found.all[1].missing());  // a folder of that name is no file
  CHECK(found.all[2].problem == "");
  CHECK(found.all[2].file == folder.path() / "cy/lab/gate.hpp");
}

TEST_CASE("a name that is nearly right is mentioned, and not graded") {
  const TestFolder folder;
  folder.write("ada/gat.hpp", "");
  folder.write("ada/queue.hpp", "");
  const Exercise gate = exercise("gate"), queue = exercise("queue");
  const ClassFolder found = read_class(folder.path(), {&gate, &queue});
  REQUIRE(found.all.size() == 2);
  CHECK(found.all[0].missing());
  CHECK(found.all[0].note == "there is gat.hpp; is it meant?");
  CHECK(found.all[1].note == "");
}

TEST_CASE("hidden folders and files beside the students are no students") {
  const TestFolder folder;
  folder.write(".git/gate.hpp", "");
  folder.write("__MACOSX/gate.hpp", "");
  folder.write("notes.txt", "");
  folder.write("ada/gate.hpp", "");
  const Exercise gate = exercise("gate");
  const ClassFolder found = read_class(folder.path(), {&gate});
  CHECK(found.students == std::vector<std::string>{"ada"});
  CHECK(found.notes ==
        std::vector<std::string>{"notes.txt is in no student's folder"});
  CHECK_THROWS_AS(read_class(folder.path() / "none", {&gate}),
                  protocol::CourseError);
}

}  // namespace course::content
