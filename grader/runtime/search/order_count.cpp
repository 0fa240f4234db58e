#include "runtime/search/order_count.hpp"

#include <algorithm>

namespace course::runtime {
namespace {

// Each schedule in parts, cut at the places where others go on; numbered
// throughout.
class Parts {
 public:
  Parts(const std::vector<RunSchedule>& schedules,
        const std::vector<Join>& joins)
      : starts_(schedules.size()), first_(schedules.size() + 1) {
    for (std::size_t i = 0; i < schedules.size(); ++i)
      starts_[i].push_back(schedules[i].last.point + 1);
    for (const Join& j : joins) starts_[j.to.schedule].push_back(j.to.choice);
    for (std::size_t i = 0; i < starts_.size(); ++i) {
      auto& starts = starts_[i];
      std::sort(starts.begin(), starts.end());
      starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
      first_[i + 1] = first_[i] + static_cast<std::uint32_t>(starts.size());
    }
  }

  std::uint32_t count() const { return first_.back(); }
  // The part with that choice of the schedule's own.
  std::uint32_t with(Place p) const {
    const auto& starts = starts_[p.schedule];
    const auto behind =
        std::upper_bound(starts.begin(), starts.end(), p.choice);
    return first_[p.schedule] +
           static_cast<std::uint32_t>(behind - starts.begin()) - 1;
  }
  std::uint32_t first_of(std::size_t schedule) const {
    return first_[schedule];
  }
  std::uint32_t last_of(std::size_t schedule) const {
    return first_[schedule + 1] - 1;
  }

 private:
  std::vector<std::vector<std::uint32_t>> starts_;
  std::vector<std::uint32_t> first_;  // number of a schedule's first part
};

struct Step {
  std::uint32_t from, to;  // parts
  std::uint32_t delays;
};

// Sorted by where they come from.
std::vector<Step> steps_between(const std::vector<RunSchedule>& schedules,
                                const std::vector<Join>& joins,
                                const Parts& parts) {
  std::vector<Step> steps;
  for (const Join& j : joins)
    steps.push_back({parts.with(j.from), parts.with(j.to), j.delays});
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    const RunSchedule& s = schedules[i];
    if (s.last.point)
      steps.push_back({parts.with({s.parent, s.last.point}), parts.first_of(i),
                       s.last.choice});
    for (std::uint32_t p = parts.first_of(i); p < parts.last_of(i); ++p)
      steps.push_back({p, p + 1, 0});
  }
  std::sort(steps.begin(), steps.end(),
            [](const Step& a, const Step& b) { return a.from < b.from; });
  return steps;
}

}  // namespace

std::vector<std::vector<Orders>> count_orders(
    const std::vector<RunSchedule>& schedules, const std::vector<Join>& joins,
    std::uint32_t most_delays) {
  const Parts parts(schedules, joins);
  const std::vector<Step> steps = steps_between(schedules, joins, parts);
  std::vector<std::uint32_t> ways_in(parts.count());
  std::vector<std::size_t> first_step(parts.count() + 1);
  for (const Step& s : steps) ++ways_in[s.to], ++first_step[s.from + 1];
  for (std::uint32_t p = 0; p < parts.count(); ++p)
    first_step[p + 1] += first_step[p];

  // A part's orders are known when all that lead to it are.
  const std::uint32_t width = most_delays + 2;
  std::vector<Orders> orders(std::size_t{parts.count()} * width);
  orders[0] = 1;
  std::vector<std::uint32_t> ready = {0};
  while (!ready.empty()) {
    const std::uint32_t part = ready.back();
    ready.pop_back();
    for (std::size_t i = first_step[part]; i < first_step[part + 1]; ++i) {
      const Step& s = steps[i];
      const Orders* from = &orders[std::size_t{part} * width];
      Orders* to = &orders[std::size_t{s.to} * width];
      for (std::uint32_t d = 0; d < width; ++d) {
        Orders& sum = to[std::min(d + s.delays, width - 1)];
        sum = sum_of(sum, from[d]);
      }
      if (--ways_in[s.to] == 0) ready.push_back(s.to);
    }
  }

  std::vector<std::vector<Orders>> of_schedules(schedules.size());
  for (std::size_t i = 0; i < schedules.size(); ++i) {
    of_schedules[i].resize(width);
    if (schedules[i].abandoned) continue;
    const Orders* last = &orders[std::size_t{parts.last_of(i)} * width];
    std::copy(last, last + width, of_schedules[i].begin());
  }
  return of_schedules;
}

}  // namespace course::runtime
