#include "runtime/search/order_count.hpp"

#include <doctest/doctest.h>

using namespace course::runtime;

namespace {

using Counts = std::vector<std::vector<Orders>>;

constexpr RunSchedule first{0, {0, 0}, false};

}  // namespace

TEST_CASE("a schedule that is run to its end stands for itself") {
  CHECK(count_orders({first}, {}, 1) == Counts{{1, 0, 0}});
  const RunSchedule second{0, {3, 1}, false}, third{1, {5, 2}, false};
  CHECK(count_orders({first, second, third}, {}, 3) ==
        Counts{{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 0, 1, 0}});
}

TEST_CASE("one that is abandoned goes on where an earlier one went on") {
  // At choice 4 of the first: in both ways that it has, one of which is behind
  // a departure of its own.
  const RunSchedule abandoned{0, {2, 1}, true};
  const RunSchedule before{0, {3, 1}, false}, behind{0, {6, 1}, false};
  const std::vector<RunSchedule> all = {first, abandoned, before, behind};
  const std::vector<Join> join = {{{1, 5}, 0, {0, 4}}};
  CHECK(count_orders(all, join, 2) ==
        Counts{{1, 1, 0, 0}, {0, 0, 0, 0}, {0, 1, 0, 0}, {0, 1, 1, 0}});
  // More delays than asked for are counted together.
  CHECK(count_orders(all, join, 0) == Counts{{1, 1}, {0, 0}, {0, 1}, {0, 2}});
}

TEST_CASE("one that is not even begun is counted") {
  // From choice 2 of the first, for two delays, to behind its last choice; and
  // from choice 5 of the second to choice 3 of the first.
  const RunSchedule second{0, {4, 1}, false};
  CHECK(count_orders({first, second}, {{{0, 2}, 2, {0, 8}}}, 2) ==
        Counts{{1, 0, 1, 0}, {0, 1, 0, 0}});
  CHECK(count_orders({first, second}, {{{1, 5}, 1, {0, 6}}}, 2) ==
        Counts{{1, 0, 1, 0}, {0, 1, 0, 0}});
}

TEST_CASE("too many orders are a number that stands for more") {
  std::vector<Join> joins;
  for (std::uint32_t i = 1; i <= 70; ++i)  // each doubles what there was before
    joins.push_back({{0, i}, 1, {0, i + 1}});
  const Counts counts = count_orders({first}, joins, 0);
  CHECK(counts[0][0] == 1);
  CHECK(counts[0][1] == ~Orders{0});
}
