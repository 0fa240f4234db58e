#include "cli/page_window.hpp"

#include <doctest/doctest.h>

using namespace course::cli;

TEST_CASE("a page that fits is shown whole") {
  const PageWindow w = window_of("a\nb\n", 10, 2, 1);
  CHECK(w.text == "a\nb\n");
  CHECK(w.top == 0);
  CHECK_FALSE(w.more_above);
  CHECK_FALSE(w.more_below);
  CHECK(window_of("a\nb\n", 10, 0, 1).text == "a\nb\n");
}

TEST_CASE("a longer one is shown in parts, the last of them full") {
  const std::string page = "a\nb\nc\nd\ne\n";
  CHECK(window_of(page, 10, 2, 0).text == "a\nb\n");
  CHECK(window_of(page, 10, 2, 0).more_below);
  const PageWindow middle = window_of(page, 10, 2, 2);
  CHECK(middle.text == "c\nd\n");
  CHECK(middle.more_above);
  CHECK(middle.more_below);
  const PageWindow end = window_of(page, 10, 2, 99);
  CHECK(end.text == "d\ne\n");
  CHECK(end.top == 3);
  CHECK_FALSE(end.more_below);
}

TEST_CASE("a line that is too wide takes several rows, colours take no room") {
  CHECK(rows_of("0123456789ab\n\n", 10) == 3);
  CHECK(rows_of("\033[36m0123456789\033[0m\n", 10) == 1);
  CHECK(window_of("0123456789ab\nc\n", 10, 1, 0).text == "0123456789ab\n");
}
