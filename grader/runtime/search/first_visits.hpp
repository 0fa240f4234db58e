// Runs one schedule of a delay-bounded search up to where it comes to what an
// earlier one has come to.
//
// Behind the last deviation every choice is a state. At one that an earlier
// schedule has come to, with as many delays or fewer, this schedule is
// abandoned: every way to go on from there has been tried behind the earlier
// one, or will be, and costs no more delays. (To leave orders out because they
// swap independent operations is unsound under a bound: Coons, Musuvathi,
// McKinley, "Bounded partial-order reduction", OOPSLA 2013. States are not,
// since bounds ascend: the delays that are left are as good as part of them.)
#pragma once

#include <cstdint>
#include <functional>

#include "runtime/search/visited_states.hpp"
#include "runtime/strategy/deviations.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

class FirstVisits final : public Strategy {
 public:
  // The state at a choice, called inside the schedule; 0: not to be compared.
  using State = std::function<std::uint64_t(const Choice&)>;

  explicit FirstVisits(State state) : state_(std::move(state)) {}

  // As Deviations::follow. Schedules come numbered from 0, with ascending
  // delays.
  void follow(const DeviationPoint* list, std::uint32_t count,
              std::uint32_t schedule) {
    schedule_ = schedule;
    states_.make_room();
    deviations_.follow(list, count);
  }
  void begin_schedule() override { deviations_.begin_schedule(); }
  std::uint32_t choose(const Choice& c) override {
    if (deviations_.all_taken())
      if (const std::uint64_t state = state_(c);
          state && states_.visit(state, {schedule_, c.number}))
        return abandon;
    return deviations_.choose(c);
  }

  bool fitted() const { return deviations_.fitted(); }
  // Of a schedule that was abandoned: the choice of an earlier one that leads
  // on as its last one would have.
  Place known_at() const { return states_.known_at(); }

 private:
  Deviations deviations_;
  State state_;
  VisitedStates states_;
  std::uint32_t schedule_ = 0;
};

}  // namespace course::runtime
