#include "markdown/outline.hpp"

#include <doctest/doctest.h>

namespace course::markdown {

TEST_CASE("anchors are those of a forge") {
  CHECK(anchor("data-race") == "data-race");
  CHECK(anchor("Is that so?") == "is-that-so");
  CHECK(anchor("A lock, and `unlock()`") == "a-lock-and-unlock");
  const Outline o = outline("# T\n## Same\n## Same\n## `lost_wakeup` it is\n");
  REQUIRE(o.headings.size() == 4);
  CHECK(o.headings[1].anchor == "same");
  CHECK(o.headings[2].anchor == "same-1");
  CHECK(o.headings[3].anchor == "lost_wakeup-it-is");
  CHECK(o.headings[3].level == 2);
}

TEST_CASE("links are found, those in code are none") {
  const Outline o = outline(
      "[a](b.md#c) ![p](q.png)\n\n```\n[x](y)\n```\n`[v](w)`\n\n"
      "| t |\n| --- |\n| [k](l) |\n");
  CHECK(o.links == std::vector<std::string>{"b.md#c", "q.png", "l"});
}

}  // namespace course::markdown
