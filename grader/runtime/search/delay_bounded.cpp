#include "runtime/search/delay_bounded.hpp"

namespace course::runtime {
namespace {

// Who spins can be let go on for ever, one delay after the other: a scenario
// that has schedules with so many is not a small one.
constexpr std::uint32_t deepest = 32;

}  // namespace

DelayBoundedResult DelayBoundedSearch::search() {
  DelayBoundedResult result;
  add(0, {}, {0, 0});
  for (std::uint32_t delays = 0; delays < levels_.size(); ++delays) {
    if (!wanted(delays)) {
      cut_ = true;
      break;
    }
    bool whole = levels_[delays].count <= limits_.budget - used_;
    if (!whole) cut_ = true;
    const bool failed = run_level(delays, result);
    whole = whole && !last_;
    cut_ |= last_;
    if (whole) result.completed = static_cast<int>(delays);
    if (failed || !whole) {
      if (delays + 1 < levels_.size()) cut_ = true;
      break;
    }
  }
  result.exhausted = !cut_;
  return result;
}

bool DelayBoundedSearch::wanted(std::uint32_t delays) const {
  if (used_ >= limits_.budget) return false;
  if (delays <= limits_.max_delays) return true;
  const std::uint64_t all = used_ + levels_[delays].count;
  return all <= limits_.budget &&
         (delays == limits_.max_delays + 1 ||
          (all <= limits_.deep_budget && delays <= deepest));
}

bool DelayBoundedSearch::run_level(std::uint32_t delays,
                                   DelayBoundedResult& result) {
  bool failed = false;
  std::vector<std::vector<DeviationPoint>> schedules =
      std::move(levels_[delays].schedules);
  levels_[delays].schedules.clear();
  result.counts.resize(delays + 1);
  // A part is drawn evenly: the reservoir keeps its first schedules in order.
  if (levels_[delays].count > limits_.budget - used_)
    for (std::size_t i = schedules.size(); i > 1; --i)
      std::swap(schedules[i - 1],
                schedules[random_.below(static_cast<std::uint32_t>(i))]);
  for (const auto& schedule : schedules) {
    if (used_ == limits_.budget || last_) break;
    strategy_.follow(schedule.data(),
                     static_cast<std::uint32_t>(schedule.size()));
    const Ran ran = run_(strategy_, delays);
    ++used_;
    if (!ran.abandoned) ++result.counts[delays];
    failed |= ran.failed;
    last_ |= ran.last;
    add_children(schedule, delays, ran);
  }
  return failed;
}

void DelayBoundedSearch::add_children(
    const std::vector<DeviationPoint>& schedule, std::uint32_t delays,
    const Ran& ran) {
  const std::uint32_t from = schedule.empty() ? 1 : schedule.back().point + 1;
  for (std::uint32_t point = from; point <= ran.choices; ++point)
    for (std::uint32_t option = 1; option < ran.options[point - 1]; ++option)
      add(delays + option, schedule, {point, option});
}

void DelayBoundedSearch::add(std::uint32_t delays,
                             const std::vector<DeviationPoint>& prefix,
                             DeviationPoint last) {
  if (levels_.size() <= delays) levels_.resize(delays + 1);
  Level& level = levels_[delays];
  ++level.count;
  if (!wanted(delays)) return;  // nor will it be: counts only grow
  // Reservoir sampling (algorithm R): every schedule of the level is kept with
  // the same probability.
  std::size_t place = level.schedules.size();
  if (place >= limits_.budget) {
    place = static_cast<std::size_t>(random_.next() % level.count);
    if (place >= limits_.budget) return;
  }
  std::vector<DeviationPoint> schedule(prefix);
  if (last.point) schedule.push_back(last);
  if (place == level.schedules.size())
    level.schedules.push_back(std::move(schedule));
  else
    level.schedules[place] = std::move(schedule);
}

}  // namespace course::runtime
