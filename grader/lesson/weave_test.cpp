#include "lesson/weave.hpp"

#include <doctest/doctest.h>

namespace course::lesson {
namespace {

const Pieces pieces{
    {"snippet: lost.cpp", "```cpp\nint n;\n++n;\n```\n"},
    {"snippet: lost.cpp#increment", "```cpp\n++n;\n```\n"},
    {"output: lost", "```text\n1\n```\n"},
};

}  // namespace

TEST_CASE("code and output are put between their marks") {
  const Woven w = weave(
      "# Title\n"
      "<!-- snippet: lost.cpp#increment -->\n"
      "old\n"
      "<!-- /snippet -->\n"
      "text\n"
      "<!-- output: lost -->\n"
      "<!-- /output -->\n",
      pieces);
  CHECK(w.problems.empty());
  CHECK(w.text ==
        "# Title\n"
        "<!-- snippet: lost.cpp#increment -->\n"
        "```cpp\n++n;\n```\n"
        "<!-- /snippet -->\n"
        "text\n"
        "<!-- output: lost -->\n"
        "```text\n1\n```\n"
        "<!-- /output -->\n");
  CHECK(weave(w.text, pieces).text == w.text);
}

TEST_CASE("a mark that names nothing is answered with what was meant") {
  const Woven w = weave(
      "<!-- snippet: lost.cpp#incremnt -->\n<!-- /snippet -->\n"
      "<!-- snippet: lost.cpp#increment -->\n<!-- /snippet -->\n",
      pieces);
  REQUIRE(w.problems.size() == 1);
  CHECK(w.problems[0] ==
        "line 1: there is no \"snippet: lost.cpp#incremnt\"; did you mean "
        "\"snippet: lost.cpp#increment\"?");
}

TEST_CASE("a mark that is not closed is found, and so is an end too many") {
  const Woven open = weave("<!-- snippet: lost.cpp#increment -->\n", pieces);
  REQUIRE(open.problems.size() == 1);
  CHECK(open.problems[0] ==
        "line 1: \"snippet: lost.cpp#increment\" is not closed by <!-- "
        "/snippet -->");
  const Woven wrong_end =
      weave("<!-- snippet: lost.cpp#increment -->\n<!-- /output -->\n", pieces);
  REQUIRE(wrong_end.problems.size() == 1);
  CHECK(wrong_end.problems[0] == "line 2: <!-- /output --> closes nothing");
}

TEST_CASE("a region that no text uses is found, and so is a demo") {
  const Woven whole =
      weave("<!-- snippet: lost.cpp -->\n<!-- /snippet -->\n", pieces);
  REQUIRE(whole.problems.size() == 1);
  CHECK(whole.problems[0] ==
        "the text does not use the region \"snippet: lost.cpp#increment\"");
  const Woven none = weave("# Title\n", pieces);
  REQUIRE(none.problems.size() == 2);
  CHECK(none.problems[0] == "the text uses nothing of lost.cpp");
}

TEST_CASE("other comments are left alone") {
  const std::string text = "<!-- a note -->\n<!-- snippets: x -->\n";
  CHECK(weave(text, {}).text == text);
  CHECK(weave(text, {}).problems.empty());
}

}  // namespace course::lesson
