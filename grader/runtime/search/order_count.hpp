// How many orders the schedules of a delay-bounded search stand for.
//
// A schedule that was abandoned where it came to a known state would have gone
// on in all the ways in which the one that came there first goes on: each of
// these stands for one order more. Since orders are ways through a graph
// without circles, they can be counted without being run.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/search/visited_states.hpp"
#include "runtime/strategy/deviations.hpp"

namespace course::runtime {

// A schedule that was run. It departs from an earlier one, its parent, at the
// choice `last.point`, and follows the default from there on.
struct RunSchedule {
  std::uint32_t parent;
  DeviationPoint last;  // {0, 0}: the default schedule, the first of the list
  bool abandoned;
  Place known_at;  // where it goes on, if it was
};

// A number of orders; the largest stands for more.
using Orders = std::uint64_t;
constexpr Orders sum_of(Orders a, Orders b) {
  return a + b < a ? ~Orders{0} : a + b;
}

// [i][d]: the orders with d delays that end as schedule i does; d goes up to
// most_delays + 1, which stands for that many and more.
std::vector<std::vector<Orders>> count_orders(
    const std::vector<RunSchedule>& schedules, std::uint32_t most_delays);

}  // namespace course::runtime
