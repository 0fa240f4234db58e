#include "bench/figures.hpp"

#include <doctest/doctest.h>

using namespace course::bench;

TEST_CASE("the median is the middle value, or the mean of the two") {
  CHECK(median({3}) == 3);
  CHECK(median({9, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 9}) == 3);
}

TEST_CASE("a figure reaches its aim, its goal or nothing") {
  Figure ratio{.value = 0.5, .goal = {true, 0.8, 0.55}, .decimals = 2};
  CHECK(reached(ratio) == "aim");
  ratio.value = 0.8;
  CHECK(reached(ratio) == "yes");
  ratio.value = 0.81;
  CHECK(reached(ratio) == "no");

  Figure rate{.value = 100'000, .goal = {false, 100'000, 200'000}};
  CHECK(reached(rate) == "yes");
  rate.value = 250'000;
  CHECK(reached(rate) == "aim");
  rate.goal = {};
  CHECK(reached(rate) == "");
}

TEST_CASE("the table has a heading a group and the goals beside the figures") {
  const std::vector<Figure> figures{
      {"ratio", "printer", 0.512, {true, 0.8, 0.55}, 2, "compile 300 ms"},
      {"ratio", "account", 0.9, {true, 0.8, {}}, 2, ""},
      {"schedules/s", "account", 123456, {false, 100'000, 200'000}, 0, ""}};
  CHECK(table(figures) ==
        "ratio\n"
        "            measured   at least        aim  reached\n"
        "  printer       0.51     ≤ 0.80     ≤ 0.55  aim      compile 300 ms\n"
        "  account       0.90     ≤ 0.80             no\n"
        "\n"
        "schedules/s\n"
        "            measured   at least        aim  reached\n"
        "  account    123,456  ≥ 100,000  ≥ 200,000  yes\n");
}
