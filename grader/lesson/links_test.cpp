#include "lesson/links.hpp"

#include <doctest/doctest.h>

#include "course/test_folder.hpp"

namespace course::lesson {

TEST_CASE("a link must lead to a file, and to a heading in it") {
  const content::TestFolder folder;
  folder.write("lessons/02-locks/README.md",
               "# Locks\n## data-race\n"
               "[a](../../exercises/02-locks/account/README.md)\n"
               "[b](#data-race) [c](https://example.org/x#y)\n"
               "[d](lost.cpp) [e](#data-rce) [f](../../../outside.md)\n"
               "[g](../02-locks#data-race)\n");
  folder.write("exercises/02-locks/account/README.md", "# Account\n");
  const auto broken = broken_links(folder.path(), "lessons/02-locks/README.md");
  REQUIRE(broken.size() == 3);
  CHECK(broken[0] ==
        "lessons/02-locks/README.md: the link lost.cpp: there is no "
        "lessons/02-locks/lost.cpp");
  CHECK(broken[1] ==
        "lessons/02-locks/README.md: the link #data-rce: there is no heading "
        "#data-rce; did you mean #data-race?");
  CHECK(broken[2] ==
        "lessons/02-locks/README.md: the link ../../../outside.md: it leads "
        "out of the course");
}

TEST_CASE("a place of a report or an exercise must be there") {
  const content::TestFolder folder;
  folder.write("lessons/02-locks/README.md", "# Locks\n## data-race\n");
  CHECK(broken_place(folder.path(), "lessons/02-locks") == "");
  CHECK(broken_place(folder.path(), "lessons/02-locks#data-race") == "");
  CHECK(broken_place(folder.path(), "lessons/02-locks#deadlock") ==
        "there is no heading #deadlock");
  CHECK(broken_place(folder.path(), "lessons/03-x") ==
        "there is no lessons/03-x");
}

}  // namespace course::lesson
