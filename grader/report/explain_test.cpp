#include "report/explain.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using course::protocol::verdicts;
using course::report::explanation;

TEST_CASE("every verdict has a page of the agreed form") {
  for (const auto& row : verdicts) {
    const std::string page = explanation(row.verdict);
    INFO(row.name);
    CHECK(page.starts_with("# " + std::string(row.name) + "\n"));
    for (const char* part : {"\n```cpp\n", "\n## What to do\n"})
      CHECK(page.find(part) != std::string::npos);
    const auto lines = std::ranges::count(page, '\n');
    CHECK(lines >= 20);
    CHECK(lines <= 48);
  }
}
