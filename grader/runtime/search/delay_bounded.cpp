#include "runtime/search/delay_bounded.hpp"

#include <algorithm>

namespace course::runtime {
namespace {

// Who spins can be let go on for ever, one delay after the other: a scenario
// that has schedules with so many is not a small one.
constexpr std::uint32_t deepest = 64;

// Nor is one whose schedules are long, as in loops that try again. Choices for
// each schedule of the budget.
constexpr std::uint64_t choices_of_small = 40, choices_to_go_on = 20;

// Some megabytes. What is known behind these is run.
constexpr std::size_t most_known_ways = 1u << 18;

}  // namespace

std::vector<Orders> DelayBoundedResult::counts() const {
  std::vector<Orders> counts(orders.empty() ? 0 : orders.front().size());
  for (const auto& of_schedule : orders)
    for (std::size_t d = 0; d < counts.size(); ++d)
      counts[d] = sum_of(counts[d], of_schedule[d]);
  while (!counts.empty() && counts.back() == 0) counts.pop_back();
  return counts;
}

DelayBoundedResult DelayBoundedSearch::search() {
  DelayBoundedResult result;
  add(0, {0, {0, 0}, 0});
  std::uint32_t delays = 0;
  for (; delays < levels_.size(); ++delays) {
    if (!begins(delays)) {
      cut_ = true;
      break;
    }
    bool whole = levels_[delays].count <= limits_.budget - used();
    if (!whole) cut_ = true;
    const bool failed = run_level(delays);
    whole = whole && !last_;
    cut_ |= last_;
    if (whole) result.completed = static_cast<int>(delays);
    if (failed || !whole) {
      if (++delays < levels_.size()) cut_ = true;
      break;
    }
  }
  result.exhausted = !cut_;
  if (runs_.empty()) return result;
  // With more delays than any schedule that was run, all orders are known, or
  // only some, which do not count.
  result.orders = count_orders(
      runs_, joins(),
      result.exhausted ? std::max(deepest, delays - 1) : delays - 1);
  if (!result.exhausted)
    for (auto& of_schedule : result.orders) of_schedule.pop_back();
  return result;
}

bool DelayBoundedSearch::wanted(std::uint32_t delays) const {
  if (used() >= limits_.budget) return false;
  if (delays <= limits_.max_delays) return true;
  const std::uint64_t all = used() + levels_[delays].count;
  return all <= limits_.budget &&
         ((delays == limits_.max_delays + 1 &&
           choices_ <= limits_.budget * choices_to_go_on) ||
          (all <= std::max(limits_.deep_budget, limits_.last_budget) &&
           delays <= deepest &&
           choices_ <= limits_.deep_budget * choices_of_small));
}

bool DelayBoundedSearch::begins(std::uint32_t delays) const {
  const std::uint64_t next = levels_[delays].count;
  if (next == 0) return true;
  if (!wanted(delays)) return false;
  if (delays <= limits_.max_delays + 1 || used() + next <= limits_.deep_budget)
    return true;
  // Bounds grow, and then shrink ever faster.
  const std::uint64_t before = levels_[delays - 1].count;
  return next < before &&
         used() + next * before / (before - next) <= limits_.last_budget;
}

bool DelayBoundedSearch::run_level(std::uint32_t delays) {
  bool failed = false;
  const std::uint64_t count = levels_[delays].count;
  std::vector<Departure> departures = std::move(levels_[delays].departures);
  // A part is drawn evenly: the reservoir keeps its first schedules in order.
  if (count > limits_.budget - used())
    for (std::size_t i = departures.size(); i > 1; --i)
      std::swap(departures[i - 1],
                departures[random_.below(static_cast<std::uint32_t>(i))]);
  for (const Departure& d : departures) {
    if (used() == limits_.budget || last_) break;
    if (d.transition && !strategy_.transitions().take(
                            d.transition, {used(), d.last.point + 1})) {
      leave_out(d);
      continue;
    }
    const Ran ran = run(d, delays);
    failed |= ran.failed;
    last_ |= ran.last;
    add_departures(used() - 1, delays, ran);
  }
  return failed;
}

DelayBoundedSearch::Ran DelayBoundedSearch::run(Departure departure,
                                                std::uint32_t delays) {
  deviations_.clear();
  runs_.push_back({departure.parent, departure.last, false});
  RunSchedule& me = runs_.back();
  for (const RunSchedule* r = &me; r->last.point; r = &runs_[r->parent])
    deviations_.push_back(r->last);
  std::reverse(deviations_.begin(), deviations_.end());
  strategy_.follow(deviations_.data(),
                   static_cast<std::uint32_t>(deviations_.size()), used() - 1);
  const Ran ran = run_(strategy_, delays);
  choices_ += ran.choices;
  me.abandoned = ran.abandoned;
  if (ran.abandoned)
    known_ways_.push_back(
        {{used() - 1, ran.choices}, 0, strategy_.transition(ran.choices, 0)});
  return ran;
}

std::vector<Join> DelayBoundedSearch::joins() const {
  std::vector<Join> joins;
  for (const KnownWay& w : known_ways_)
    // Else it was to be made with more delays than were tried.
    if (const auto next = strategy_.transitions().taken(w.transition))
      joins.push_back({w.from, w.delays, *next});
  return joins;
}

void DelayBoundedSearch::add_departures(std::uint32_t schedule,
                                        std::uint32_t delays, const Ran& ran) {
  for (std::uint32_t point = runs_[schedule].last.point + 1;
       point <= ran.choices; ++point)
    for (std::uint32_t option = 1; option < ran.options[point - 1]; ++option)
      add(delays + option,
          {schedule, {point, option}, strategy_.transition(point, option)});
}

bool DelayBoundedSearch::is_known(const Departure& d, std::uint32_t delays) {
  if (d.transition == 0 || known_ways_.size() >= most_known_ways ||
      strategy_.transitions().announce(d.transition, delays))
    return false;
  leave_out(d);
  return true;
}

void DelayBoundedSearch::leave_out(const Departure& d) {
  known_ways_.push_back(
      {{d.parent, d.last.point}, d.last.choice, d.transition});
}

void DelayBoundedSearch::add(std::uint32_t delays, Departure d) {
  if (levels_.size() <= delays) levels_.resize(delays + 1);
  Level& level = levels_[delays];
  if (!wanted(delays)) {  // nor will it be: counts only grow
    ++level.count;
    return;
  }
  if (is_known(d, delays)) return;
  ++level.count;
  // Reservoir sampling (algorithm R): every schedule of the level is kept with
  // the same probability.
  std::size_t place = level.departures.size();
  if (place >= limits_.budget) {
    place = static_cast<std::size_t>(random_.next() % level.count);
    if (place >= limits_.budget) return;
  }
  if (place == level.departures.size())
    level.departures.push_back(d);
  else
    level.departures[place] = d;
}

}  // namespace course::runtime
