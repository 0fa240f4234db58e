// Runs one schedule of a delay-bounded search up to where it would go on as an
// earlier one has gone on.
//
// Behind the last deviation every choice is a state, and whoever goes on from
// there makes a transition. At one that an earlier schedule has made, with as
// many delays or fewer, this schedule is abandoned: every way to go on behind
// it has been tried, or will be, and costs no more delays. (To leave orders out
// because they swap independent operations is unsound under a bound: Coons,
// Musuvathi, McKinley, "Bounded partial-order reduction", OOPSLA 2013.
// Transitions are not, since bounds ascend: the delays that are left are as
// good as part of them.)
#pragma once

#include <cstdint>
#include <functional>

#include "runtime/search/known_transitions.hpp"
#include "runtime/strategy/deviations.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

class FirstVisits final : public Strategy {
 public:
  // The state at a choice, called inside the schedule: the same whoever ran
  // last. 0: not to be compared.
  using State = std::function<std::uint64_t(const Choice&)>;

  explicit FirstVisits(State state);
  ~FirstVisits();
  FirstVisits(const FirstVisits&) = delete;
  FirstVisits& operator=(const FirstVisits&) = delete;

  // As Deviations::follow. Schedules come numbered from 0, with ascending
  // delays.
  void follow(const DeviationPoint* list, std::uint32_t count,
              std::uint32_t schedule) {
    schedule_ = schedule;
    transitions_.make_room();
    deviations_.follow(list, count);
  }
  void begin_schedule() override { deviations_.begin_schedule(); }
  std::uint32_t choose(const Choice&) override;

  bool fitted() const { return deviations_.fitted(); }
  // By an option of a choice behind the last deviation of the schedule that was
  // run last. 0: not to be compared.
  std::uint64_t transition(std::uint32_t choice, std::uint32_t option) const {
    return transition(choices_[choice - 1], option);
  }
  KnownTransitions& transitions() { return transitions_; }
  const KnownTransitions& transitions() const { return transitions_; }

 private:
  struct Met {
    std::uint64_t state;
    Choice choice;
  };
  static std::uint64_t transition(const Met&, std::uint32_t option);

  Deviations deviations_;
  State state_;
  KnownTransitions transitions_;
  Met* choices_;  // of the schedule that runs; shared as transitions_ is
  std::uint32_t schedule_ = 0;
};

}  // namespace course::runtime
