#include "runtime/search/order_count.hpp"

#include <doctest/doctest.h>

using namespace course::runtime;

namespace {

using Counts = std::vector<std::vector<Orders>>;

constexpr RunSchedule first{0, {0, 0}, false, {}};

}  // namespace

TEST_CASE("a schedule that is run to its end stands for itself") {
  CHECK(count_orders({first}, 1) == Counts{{1, 0, 0}});
  const RunSchedule second{0, {3, 1}, false, {}}, third{1, {5, 2}, false, {}};
  CHECK(count_orders({first, second, third}, 3) ==
        Counts{{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 0, 1, 0}});
}

TEST_CASE("one that is abandoned goes on where an earlier one came first") {
  // Behind choice 4 of the first: in both ways that it has, one of which is
  // behind a departure of its own.
  const RunSchedule joins{0, {2, 1}, true, {0, 4}};
  const RunSchedule before{0, {3, 1}, false, {}}, behind{0, {6, 1}, false, {}};
  CHECK(count_orders({first, joins, before, behind}, 2) ==
        Counts{{1, 1, 0, 0}, {0, 0, 0, 0}, {0, 1, 0, 0}, {0, 1, 1, 0}});
  // More delays than asked for are counted together.
  CHECK(count_orders({first, joins, before, behind}, 0) ==
        Counts{{1, 1}, {0, 0}, {0, 1}, {0, 2}});
}

TEST_CASE("too many orders are a number that stands for more") {
  std::vector<RunSchedule> schedules = {first};
  for (std::uint32_t i = 0; i < 70; ++i)  // each doubles what there was before
    schedules.push_back({0, {2 * i + 1, 1}, true, {0, 2 * i + 2}});
  const Counts counts = count_orders(schedules, 0);
  CHECK(counts[0][0] == 1);
  CHECK(counts[0][1] == ~Orders{0});
}
