// Follows a list of deviations from the default schedule: replay, and each run
// of a delay-bounded search.
#pragma once

#include <cstdint>

#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

struct DeviationPoint {
  std::uint32_t point;   // number of the choice, from 1
  std::uint32_t choice;  // option, at least 1
};

class Deviations final : public Strategy {
 public:
  // `list` must outlive the schedule; ascending points.
  void follow(const DeviationPoint* list, std::uint32_t count) {
    list_ = list, count_ = count;
  }

  void begin_schedule() override { next_ = 0, fits_ = true; }

  std::uint32_t choose(const Choice& c) override {
    if (next_ == count_ || list_[next_].point != c.number) return 0;
    const std::uint32_t option = list_[next_++].choice;
    if (option < c.options) return option;
    fits_ = false;
    return 0;
  }

  // Every deviation of the list was possible: the list belongs to this program.
  bool fitted() const { return fits_ && all_taken(); }
  // So far in this schedule: what follows is the default.
  bool all_taken() const { return next_ == count_; }

 private:
  const DeviationPoint* list_ = nullptr;
  std::uint32_t count_ = 0, next_ = 0;
  bool fits_ = true;
};

}  // namespace course::runtime
