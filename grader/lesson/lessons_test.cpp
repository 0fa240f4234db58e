#include "lesson/lessons.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "course/test_folder.hpp"
#include "lesson/weave.hpp"
#include "protocol/error.hpp"

namespace course::lesson {
namespace {

using protocol::CourseError;

std::string to_do(const std::function<void()>& call) {
  try {
    call();
  } catch (const CourseError& error) {
    return error.do_this;
  }
  return "nothing";
}

}  // namespace

TEST_CASE("the first line of a demo says how it runs") {
  CHECK(parse_first_line("// output: always the same", "a").run == Run::same);
  CHECK(parse_first_line("// output: differs from run to run", "a").run ==
        Run::differs);
  CHECK(parse_first_line("// output: in virtual time", "a").run ==
        Run::virtual_time);
  const Demo schedule = parse_first_line("// schedule: 1.4-ps3", "a");
  CHECK(schedule.run == Run::schedule);
  CHECK(schedule.options == std::vector<std::string>{"--replay", "1.4-ps3"});
  const Demo explore = parse_first_line("// explore: --faults standard", "a");
  CHECK(explore.run == Run::explore);
  CHECK(explore.options == std::vector<std::string>{"--faults", "standard"});
  CHECK(parse_first_line("// explore:", "a").options.empty());
  for (const char* bad : {"", "// output: whatever",
                          "// schedule:", "#include <mutex>", "// explorer:"})
    CHECK_THROWS_AS(parse_first_line(bad, "a"), CourseError);
}

TEST_CASE("lessons and demos are found from the tree") {
  const content::TestFolder folder;
  folder.write("lessons/02-locks/README.md", "# Locks\n");
  folder.write("lessons/02-locks/lost.cpp", "// explore:\nint main() {}\n");
  folder.write("lessons/01-threads/README.md", "# Threads\n");
  folder.write("lessons/notes/todo.txt", "");
  const auto lessons = find_lessons(folder.path());
  REQUIRE(lessons.size() == 2);
  CHECK(lessons[0].name == "01-threads");
  REQUIRE(lessons[1].demos.size() == 1);
  CHECK(lessons[1].demos[0].source() == "lessons/02-locks/lost.cpp");
  for (const char* name : {"02-locks", "02", "2", "locks", "lessons/02-locks",
                           "lessons/02-locks/"})
    CHECK(find_lesson(lessons, name).name == "02-locks");
  CHECK(to_do([&] { find_lesson(lessons, "03-locks"); }) ==
        "did you mean \"02-locks\"?  ./course read shows which there are");
  CHECK(find_demo(lessons, "lost").name == "lost");
  CHECK(find_demo(lessons, "lessons/02-locks/lost.cpp").name == "lost");
  CHECK(to_do([&] { find_demo(lessons, "last"); }) ==
        "did you mean \"lost\"?  ./course demo shows which there are");
}

TEST_CASE("two demos of one name are refused") {
  const content::TestFolder folder;
  for (const char* lesson : {"01-threads", "02-locks"}) {
    folder.write(std::string("lessons/") + lesson + "/README.md", "# T\n");
    folder.write(std::string("lessons/") + lesson + "/lost.cpp",
                 "// explore:\n");
  }
  CHECK_THROWS_AS(find_lessons(folder.path()), CourseError);
}

TEST_CASE("a lesson's pieces are its regions and its captured outputs") {
  const content::TestFolder folder;
  folder.write("lessons/02-locks/README.md", "# Locks\n");
  folder.write("lessons/02-locks/lost.cpp",
               "// explore:\n// region a\nint a;\n// endregion a\n");
  folder.write("lessons/02-locks/lost.out", "7\n");
  const Pieces pieces = pieces_of(find_lessons(folder.path()).front());
  CHECK(pieces.at("snippet: lost.cpp#a") == "```cpp\nint a;\n```\n");
  CHECK(pieces.at("snippet: lost.cpp") == "```cpp\nint a;\n```\n");
  CHECK(pieces.at("output: lost") == "```text\n7\n```\n");
}

}  // namespace course::lesson
