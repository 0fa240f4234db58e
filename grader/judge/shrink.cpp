#include "judge/shrink.hpp"

#include <algorithm>

namespace course::judge {
namespace {

// The schedule without its deviations from `begin` up to `end`.
Schedule without(const Schedule& s, std::size_t begin, std::size_t end) {
  Schedule rest(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(begin));
  rest.insert(rest.end(), s.begin() + static_cast<std::ptrdiff_t>(end),
              s.end());
  return rest;
}

std::vector<Schedule> parts_dropped(const Schedule& s, std::size_t part) {
  std::vector<Schedule> candidates;
  for (std::size_t begin = 0; begin < s.size(); begin += part)
    candidates.push_back(without(s, begin, std::min(begin + part, s.size())));
  return candidates;
}

}  // namespace

Shrunk shrink(Shrunk failing,
              const std::function<std::vector<AnsweredOutcome>(
                  const std::vector<Schedule>&)>& run,
              const std::function<bool(const AnsweredOutcome&)>& same,
              int rounds) {
  std::size_t part = std::max<std::size_t>(failing.schedule.size() / 2, 1);
  while (!failing.schedule.empty() && rounds-- > 0) {
    const auto outcomes = run(parts_dropped(failing.schedule, part));
    const auto smaller = std::find_if(outcomes.begin(), outcomes.end(), same);
    if (smaller != outcomes.end()) {
      // The outcome names what was really run: a deviation that no longer
      // applied is gone from it.
      failing = {smaller->schedule, *smaller};
      part =
          std::max<std::size_t>(std::min(part, failing.schedule.size() / 2), 1);
    } else if (part == 1) {
      break;
    } else {
      part = (part + 1) / 2;
    }
  }
  return failing;
}

}  // namespace course::judge
