#include "lesson/regions.hpp"

#include <doctest/doctest.h>

#include "protocol/error.hpp"

namespace course::lesson {
namespace {

std::string found(std::string_view source) {
  try {
    regions(source, "a.cpp");
  } catch (const protocol::CourseError& error) {
    return std::string(error.what()) + " | " + error.found;
  }
  return "";
}

}  // namespace

TEST_CASE("a region is the lines between its marks, without indentation") {
  const auto r = regions(
      "// output: always the same\n"
      "int main() {\n"
      "  // region sum\n"
      "  int n = 0;\n"
      "\n"
      "    ++n;\n"
      "  // endregion sum\n"
      "}\n",
      "a.cpp");
  CHECK(r.at("sum") == "int n = 0;\n\n  ++n;\n");
  CHECK(r.at("") == "int main() {\n  int n = 0;\n\n    ++n;\n}\n");
  CHECK(r.size() == 2);
}

TEST_CASE("regions lie inside each other") {
  const auto r = regions(
      "// explore:\n"
      "// region outer\nint a;\n// region inner\nint b;\n"
      "// endregion inner\n// endregion outer\n",
      "a.cpp");
  CHECK(r.at("outer") == "int a;\nint b;\n");
  CHECK(r.at("inner") == "int b;\n");
}

TEST_CASE("a region that is not closed, not open or there twice is refused") {
  CHECK(found("x\n// region a\n") ==
        "a.cpp:2: regions that open and close | region a without an end");
  CHECK(found("x\n// endregion a\n") ==
        "a.cpp:2: regions that open and close | the end of a, which is not "
        "open");
  CHECK(found("x\n// region a\n// endregion a\n// region a\n") ==
        "a.cpp:4: regions that open and close | a second region a");
}

}  // namespace course::lesson
