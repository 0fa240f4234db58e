// Phase 1: delay-bounded search (Emmi, Qadeer, Rakamaric, POPL 2011).
//
// The default schedule runs each task until it blocks, then the next by number,
// round robin. Option k of a choice passes over k candidates and costs k
// delays. All schedules without a delay, then all with one, with two, ... are
// run, each in a fixed order. Every schedule is named by its deviations;
// running one shows the choices behind its last deviation, and so all schedules
// that have one deviation more. A schedule that would go on as another one has
// gone on is abandoned there, or not even begun (see FirstVisits); the orders
// that it stands for are counted (see count_orders).
//
// When all schedules of some bound have run and no higher one has any, the
// scenario is exhausted: the claim "all orders" holds. A bound that does not
// fit the budget is run in part, drawn evenly with a fixed seed, and never
// claimed.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "runtime/search/first_visits.hpp"
#include "runtime/search/order_count.hpp"
#include "runtime/strategy/deviations.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

struct DelayBoundedResult {
  // [i][d]: orders with d delays that end as the i-th schedule that was run
  // (see count_orders).
  std::vector<std::vector<Orders>> orders;
  int completed = -1;  // every order with at most so many delays is among them
  bool exhausted = false;  // every order there is

  // [d]: with d delays; without zeros at the end.
  std::vector<Orders> counts() const;
};

class DelayBoundedSearch {
 public:
  struct Limits {
    std::uint32_t budget;  // schedules
    // The next bound is begun only if it fits whole, and if schedules so far
    // have had at most 20 choices for each of the budget.
    std::uint32_t max_delays;
    // Bounds behind that one are begun only while all schedules together stay
    // within this, and have had at most 40 choices for each: to exhaust a small
    // scenario, not to go deep into a large one.
    std::uint32_t deep_budget = ~std::uint32_t{0};
    // Or, once bounds shrink, if they come to an end within this at that rate.
    std::uint32_t last_budget = 0;
  };
  // Runs one schedule under the strategy and says how it went.
  struct Ran {
    bool abandoned;  // as a strategy may, at its last choice
    bool failed;
    bool last;  // the budget of something else is used up: run no more
    const std::uint8_t* options;  // of its choices
    std::uint32_t choices;
  };
  using Run = std::function<Ran(Strategy&, std::uint32_t bound)>;

  // `state`: see FirstVisits.
  DelayBoundedSearch(Limits limits, Run run, FirstVisits::State state)
      : limits_(limits), run_(std::move(run)), strategy_(std::move(state)) {}

  // A bound in which a schedule fails is finished; higher ones are not begun.
  DelayBoundedResult search();

 private:
  // A schedule still to run: as one that was, up to a choice.
  struct Departure {
    std::uint32_t parent;  // index in runs_
    DeviationPoint last;
    std::uint64_t transition;  // that it makes there; 0: not to be compared
  };
  // A join behind a transition.
  struct KnownWay {
    Place from;
    std::uint32_t delays;
    std::uint64_t transition;
  };
  // All with the same number of delays: a reservoir of at most `budget`.
  struct Level {
    std::vector<Departure> departures;
    std::uint64_t count = 0;  // of which so many were kept
  };

  bool run_level(std::uint32_t delays);
  // Some schedule makes its transition, or is going to.
  bool is_known(const Departure&, std::uint32_t delays);
  void leave_out(const Departure&);
  Ran run(Departure, std::uint32_t delays);
  void add_departures(std::uint32_t schedule, std::uint32_t delays, const Ran&);
  void add(std::uint32_t delays, Departure);
  // Whether schedules with so many delays may be run: in part, or only if all
  // of them are.
  bool wanted(std::uint32_t delays) const;
  // The same when all of them are known.
  bool begins(std::uint32_t delays) const;
  std::vector<Join> joins() const;
  std::uint32_t used() const {
    return static_cast<std::uint32_t>(runs_.size());
  }

  Limits limits_;
  Run run_;
  std::vector<Level> levels_;
  std::vector<RunSchedule> runs_;
  std::vector<KnownWay> known_ways_;
  std::uint64_t choices_ = 0;  // of all of them
  bool cut_ = false;   // a schedule was dropped that exhaustion would need
  bool last_ = false;  // as in Ran
  Random random_{1};
  FirstVisits strategy_;
  std::vector<DeviationPoint> deviations_;  // of the schedule that is running
};

}  // namespace course::runtime
