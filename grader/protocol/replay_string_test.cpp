#include <doctest/doctest.h>

#include <limits>

#include "protocol/schedule.hpp"

using namespace course::protocol;

TEST_CASE("a replay string names exploration, deviations and hash in base 36") {
  CHECK(to_string({2, 0, {{11, 1}}, 0x1f}) == "2.b-v");
  CHECK(to_string({1, 0, {}, 0}) == "1-0");
  CHECK(to_string({2, 1, {{11, 2}, {397, 1}}, 36}) == "2~1.b+2.b1-10");
}

TEST_CASE("every replay survives a round trip through its string") {
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  const Replay all[] = {
      {1, 0, {}, 0},
      {35, 7, {{1, 1}, {2, 3}, {36, 1}, {1295, 35}}, 12345},
      {most, most, {{most - 1, most}, {most, 1}}, most},
  };
  for (const Replay& replay : all) {
    const std::string text = to_string(replay);
    CAPTURE(text);
    const auto read = replay_from_string(text);
    REQUIRE(read);
    CHECK(*read == replay);
  }
}

TEST_CASE("a text that is not exactly a replay string is refused") {
  for (const char* text :
       {"",       "2",      "-",      "2.b",     "2.b-",        "2.-1",
        ".b-1",   "2..b-1", "2.b+-1", "2.b+1-1", "2.b+0-1",     "2~0.b-1",
        "2~.b-1", "2.0-1",  "0.b-1",  "02.b-1",  "2.0b-1",      "2.b-01",
        "2.B-1",  " 2.b-1", "2.b-1 ", "2.b-1-1", "2.c.b-1",     "2.b.b-1",
        "2,b-1",  "-2.b-1", "2.-b-1", "+2.b-1",  "2.b-1z141z5", "2.1z141z4-1"})
    CHECK_MESSAGE(!replay_from_string(text), text);
  CHECK(replay_from_string("2.1z141z3-1"));
}
