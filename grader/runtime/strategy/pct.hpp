// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi,
// Nagarakatte, ASPLOS 2010): tasks get random priorities, the enabled task of
// highest priority runs, and at d - 1 random points the running task falls
// below all others. d is drawn from 2 to 4 per schedule; the length k of a
// schedule is the longest seen so far. Departures from the paper: a task that
// gives way (it was only looking) falls below all others, too, or a spin loop
// of high priority would never end.
#pragma once

#include "runtime/core/layout.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

class Pct final : public Strategy {
 public:
  void seed(std::uint64_t s) { random_ = Random(s); }

  void begin_schedule() override {
    if (last_ > length_) length_ = last_;
    last_ = 0;
    lowest_ = low;
    for (auto& p : priority_) p = low + 1 + random_.next() % (low - 1);
    changes_ = 1 + random_.below(max_changes);
    for (unsigned i = 0; i < changes_; ++i)
      change_at_[i] = 1 + random_.below(length_);
  }

  std::uint32_t choose(const Choice& c) override {
    last_ = c.number;
    if (c.kind == ChoiceKind::fault) return random_.below(fault_one_in) == 0;
    if (c.kind != ChoiceKind::task) return random_.below(c.options);
    // When the current task gives way, it is the last candidate.
    if (!c.current_first && c.tasks.has(current->index))
      priority_[current->index] = --lowest_;
    for (unsigned i = 0; i < changes_; ++i)
      if (change_at_[i] == c.number) priority_[best(c)] = --lowest_;
    const unsigned task = best(c);
    for (std::uint32_t option = 0; option < c.options; ++option)
      if (c.task(option) == task) return option;
    return 0;
  }

 private:
  static constexpr unsigned max_changes = 3;
  static constexpr std::uint64_t low = std::uint64_t{1} << 32;

  unsigned best(const Choice& c) const {
    unsigned best = c.task(0);
    for (std::uint32_t option = 1; option < c.options; ++option)
      if (priority_[c.task(option)] > priority_[best]) best = c.task(option);
    return best;
  }

  Random random_{0};
  std::uint64_t priority_[max_tasks] = {};
  std::uint64_t lowest_ = low;
  std::uint32_t change_at_[max_changes] = {};
  unsigned changes_ = 0;
  std::uint32_t length_ = 16, last_ = 0;
};

}  // namespace course::runtime
