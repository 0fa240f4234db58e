// How many orders the schedules of a delay-bounded search stand for.
//
// Behind a transition that an earlier schedule has made, an order goes on in
// all the ways in which that one goes on: each of these is an order, too. Since
// orders are ways through a graph without circles, they can be counted without
// being run.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/search/known_transitions.hpp"
#include "runtime/strategy/deviations.hpp"

namespace course::runtime {

// A schedule that was run. It departs from an earlier one, its parent, at the
// choice `last.point`, and follows the default from there on.
struct RunSchedule {
  std::uint32_t parent;
  DeviationPoint last;  // {0, 0}: the default schedule, the first of the list
  bool abandoned;       // at its last choice: no order ends as it does
};

// At the choice `from` an order can go on as another schedule does from its
// choice `to` on, which may be one behind its last.
struct Join {
  Place from;
  std::uint32_t delays;  // that it costs
  Place to;
};

// A number of orders; the largest stands for more.
using Orders = std::uint64_t;
constexpr Orders sum_of(Orders a, Orders b) {
  return a + b < a ? ~Orders{0} : a + b;
}

// [i][d]: the orders with d delays that end as schedule i does; d goes up to
// most_delays + 1, which stands for that many and more.
std::vector<std::vector<Orders>> count_orders(
    const std::vector<RunSchedule>& schedules, const std::vector<Join>& joins,
    std::uint32_t most_delays);

}  // namespace course::runtime
