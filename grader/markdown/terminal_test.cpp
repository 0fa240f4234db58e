#include "markdown/terminal.hpp"

#include <doctest/doctest.h>

namespace course::markdown {
namespace {

std::string plain(std::string_view text, std::string_view section = {}) {
  return to_terminal(text, {30, false}, section);
}

}  // namespace

TEST_CASE("paragraphs are wrapped and code is left alone") {
  CHECK(plain("# Title\n\nOne two three four five six\nseven `eight`.\n\n"
              "```cpp\nint n = 0;  // a line that is longer than all that\n"
              "\n  n;\n```\nEnd.\n") ==
        "Title\n═════\n\nOne two three four five six\nseven eight.\n\n"
        "    int n = 0;  // a line that is longer than all that\n\n"
        "      n;\n\nEnd.\n");
}

TEST_CASE("lists have their marks and hang") {
  CHECK(plain("- one\n- two three four five six seven eight\n\n3. x\n4. y\n") ==
        "• one\n• two three four five six\n  seven eight\n\n3. x\n4. y\n");
  CHECK(plain("- a\n  - b\n- c\n") == "• a\n  • b\n• c\n");
}

TEST_CASE("a quote has a bar, and what would be opened is shown") {
  CHECK(plain("> **Is that so?** Yes.\n>\n> <details><summary>Open</summary>\n"
              ">\n> No.\n> </details>\n") ==
        "│ Is that so? Yes.\n│\n│ ▸ Open\n│\n│ No.\n");
}

TEST_CASE("tables line up, and cells that are too long are wrapped") {
  CHECK(plain("| a | b |\n| --- | --- |\n| 1 | two |\n") ==
        "a  b\n─  ───\n1  two\n");
  CHECK(plain("| a | b |\n| --- | --- |\n"
              "| one | two three four five six seven eight |\n") ==
        "a    b\n"
        "───  ─────────────────────────\n"
        "one  two three four five six\n"
        "     seven eight\n");
}

TEST_CASE("comments are not shown") {
  CHECK(plain("<!-- output: x -->\n```text\n1\n```\n<!-- /output -->\n") ==
        "    1\n");
}

TEST_CASE("a section ends where the next of its level begins") {
  const char* text = "# T\n## One\na\n### Sub\nb\n## Two\nc\n";
  CHECK(plain(text, "one") == "One\n───\n\na\n\nSub\n\nb\n");
  CHECK(plain(text, "two") == "Two\n───\n\nc\n");
  CHECK(plain(text, "three") == "");
}

TEST_CASE("colour takes no column") {
  const std::string text = to_terminal("a **b** `c`\n", {30, true});
  CHECK(text == "a \033[1mb\033[0m \033[33mc\033[0m\n");
}

}  // namespace course::markdown
