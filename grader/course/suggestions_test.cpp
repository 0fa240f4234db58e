#include "course/suggestions.hpp"

#include <doctest/doctest.h>

namespace course::content {

TEST_CASE("the distance counts inserted, deleted and replaced letters") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("account", "account") == 0);
  CHECK(edit_distance("acount", "account") == 1);
  CHECK(edit_distance("account", "acount") == 1);
  CHECK(edit_distance("printer", "prinder") == 1);
  CHECK(edit_distance("", "lock") == 4);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("two neighbours in the wrong order are one mistake") {
  CHECK(edit_distance("chekc", "check") == 1);
  CHECK(edit_distance("ab", "ba") == 1);
}

TEST_CASE("the closest word is suggested") {
  const std::vector<std::string> words{"printer", "account", "once_map"};
  CHECK(closest("acount", words) == "account");
  CHECK(closest("once-map", words) == "once_map");
  CHECK(closest("pinrter", words) == "printer");
}

TEST_CASE("the beginning of a word is enough") {
  CHECK(closest("once", {"printer", "account", "once_map"}) == "once_map");
}

TEST_CASE("nothing is suggested when no word comes near") {
  CHECK_FALSE(closest("philosophers", {"printer", "account", "once_map"}));
  CHECK_FALSE(closest("x", {"list", "hint"}));
  CHECK_FALSE(closest("check", {}));
}

}  // namespace course::content
