// A random walk that stays with the current task for bursts: with a probability
// drawn once per schedule from 0, 2/3, 9/10 and 39/40 the current task goes on,
// else every candidate is equally likely. The plain walk cannot find what needs
// one task to be left alone for many steps of another.
#pragma once

#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

class BurstyRandomWalk final : public Strategy {
 public:
  void seed(std::uint64_t s) { random_ = Random(s); }

  void begin_schedule() override {
    static constexpr std::uint32_t leave_one_in[] = {1, 3, 10, 40};
    leave_ = leave_one_in[random_.below(4)];
  }

  std::uint32_t choose(const Choice& c) override {
    if (c.kind == ChoiceKind::fault) return random_.below(fault_one_in) == 0;
    if (c.kind == ChoiceKind::task && c.current_first &&
        random_.below(leave_) != 0)
      return 0;
    return random_.below(c.options);
  }

 private:
  Random random_{0};
  std::uint32_t leave_ = 1;
};

}  // namespace course::runtime
