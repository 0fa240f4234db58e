#include "judge/outcome.hpp"

#include <doctest/doctest.h>

namespace course::judge {

TEST_CASE("a text is shown as it stands in a C++ source") {
  const auto shown = [](const char* text) { return to_string(Value(text)); };
  CHECK(shown("tea, sir\n") == R"("tea, sir\n")");
  CHECK(shown(R"(a "b" \c)") == R"("a \"b\" \\c")");
  // What follows is no part of the number.
  CHECK(shown("\001"
              "1\033[0m\177") == R"("\0011\033[0m\177")");
  CHECK(to_string(Value(std::string("\0"
                                    "0",
                                    2))) == R"("\0000")");
}

}  // namespace course::judge
