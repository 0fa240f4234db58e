#include "report/marks.hpp"

#include <doctest/doctest.h>

namespace course::report {
namespace {

const std::vector<Mark> marks{
    {"ada", "01-a/gate", "pass", 3, 3, "ada/gate.hpp", "", ""},
    {"ada", "01-a/queue", "deadlock", 2, 4, "ada/queue.hpp", "", "1.2-ab"},
    {"bob", "01-a/gate", "missing", 0, 0, "", "there is gat.hpp", ""},
    {"bob", "01-a/queue", "not-graded", 0, 0, "", "it may not be read", ""},
};

}  // namespace

TEST_CASE("the table has a line a student and a column an exercise") {
  CHECK(marks_table(marks, 80) ==
        "student  passed  gate  queue\n"
        "ada      1/2     pass  deadlock 2/4\n"
        "bob      0/2     –     not-graded\n"
        "\n"
        "bob, gate: there is gat.hpp\n"
        "bob, queue: it may not be read\n");
}

TEST_CASE("a table that is too wide has a line for what is not passed") {
  CHECK(marks_table({marks[0], marks[1]}, 30) ==
        "ada      1/2\n"
        "  queue             deadlock 2/4\n");
}

TEST_CASE("names cannot break a file or run in a spreadsheet") {
  const std::string csv =
      marks_csv({{"=1+1", "01-a/gate", "pass", 3, 3, "a,\"b\"\n.hpp", "", ""}});
  CHECK(csv ==
        "student,exercise,verdict,steps_passed,steps,file,note,replay\r\n"
        "'=1+1,01-a/gate,pass,3,3,\"a,\"\"b\"\"\n.hpp\",,\r\n");
}

TEST_CASE("a student's name cannot move the cursor") {
  CHECK(marks_table({{"a\033[2J", "01-a/gate", "pass", 1, 1, "", "", ""}}, 80)
            .find('\033') == std::string::npos);
}

}  // namespace course::report
