#include <utility>

#include "judge/testing.hpp"

namespace {

using List = Value::List;

// Observations whose values are lists.
template <class... Lists>
Values lists(Lists... list) {
  return Values{Value(std::move(list))...};
}

// What one call leads to: how many threads there are, and the grid.
void check_life(const char* scenario, int generations, int threads,
                const List& grid, const ExploreOptions& options = {}) {
  auto runs = explore(
      scenario, {{"generations", generations}, {"threads", threads}}, options);
  CHECK(runs.only("threads", "the number of threads that are started",
                  {{threads}}));
  CHECK(runs.only("grid", "the rows of the grid that is returned",
                  {lists(grid)}));
}

}  // namespace

TEST_SUITE("04-barriers/life") {
  TEST_CASE("a blinker turns") {
    check_life("blinker", 1, 1,
               {".....",  //
                "..#..",  //
                "..#..",  //
                "..#..",  //
                "....."});
  }

  TEST_CASE("a glider on four rows of five: three generations") {
    check_life("glider on four rows of five", 3, 1,
               {".....",  //
                ".###.",  //
                "..##.",  //
                ".###."});
  }

  TEST_CASE("five rows of two: one generation, two threads") {
    check_life("five rows of two", 1, 2,
               {"#.",  //
                "..",  //
                "#.",  //
                "##",  //
                "##"});
  }

  TEST_CASE("five rows: two generations, three threads") {
    check_life("column of five cells", 2, 3, {".", ".", "#", "#", "."});
  }

  TEST_CASE("five rows: three generations, two threads") {
    check_life("column of five cells", 3, 2, {".", "#", ".", ".", "#"},
               {.faults = fault_spurious_wakeup});
  }

  TEST_CASE("three rows: two generations, four threads") {
    check_life("column of three cells", 2, 4, {".", ".", "."});
  }

  TEST_CASE("no generations: the grid as it was, and five threads") {
    check_life("column of three cells", 0, 5, {"#", ".", "."});
  }

  TEST_CASE("life works a second time") {
    auto runs =
        explore("two calls, one after the other", {}, {.orders = 1'500});
    CHECK(
        runs.only("threads", "the number of threads that are started", {{3}}));
    CHECK(runs.only("grids", "the rows of the two grids that are returned",
                    {lists(List{"#", "#", "#"}, List{".", "."})}));
  }

  TEST_CASE("two calls at the same time have nothing in common") {
    auto runs = explore("two calls at the same time", {}, {.orders = 1'500});
    CHECK(runs.only("grids", "the rows of the two grids that are returned",
                    {lists(List{"#", "#", "#"}, List{".", "."})}));
  }
}
