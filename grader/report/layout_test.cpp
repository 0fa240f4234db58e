#include "report/layout.hpp"

#include <doctest/doctest.h>

using namespace course::report;

TEST_CASE("a long line loses its middle") {
  CHECK(shorten_middle("std::lock_guard a(from.mutex_);", 40) ==
        "std::lock_guard a(from.mutex_);");
  CHECK(shorten_middle("0123456789", 7) == "0123…89");
  CHECK(shorten_middle("0123456789", 0) == "");
  CHECK(columns(shorten_middle("ääääääääää", 7)) == 7);
}

TEST_CASE("columns are code points") {
  CHECK(columns("für…") == 4);
  CHECK(pad("ü", 3) == "ü  ");
  CHECK(pad("long", 2) == "long");
}

TEST_CASE("numbers are grouped and counted") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1555) == "1,555");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(counted(1, "order") == "1 order");
  CHECK(counted(2000, "order") == "2,000 orders");
  CHECK(in_words(3) == "three");
}

TEST_CASE("text is broken at spaces") {
  CHECK(wrap("a bb ccc", 4) == std::vector<std::string>{"a bb", "ccc"});
  CHECK(wrap("longword a", 4) == std::vector<std::string>{"longword", "a"});
}

TEST_CASE("a list reads like a sentence") {
  CHECK(listed({"a"}) == "a");
  CHECK(listed({"a", "b"}) == "a and b");
  CHECK(listed({"a", "b", "c"}, " or ") == "a, b or c");
}

TEST_CASE("control characters are made visible") {
  CHECK(printable("a\tb\033[0m") == "a b?[0m");
}
