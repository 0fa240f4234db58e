#include "runtime/search/first_visits.hpp"

#include <sys/mman.h>

#include "runtime/core/failure.hpp"

namespace course::runtime {

FirstVisits::FirstVisits(State state)
    : state_(std::move(state)),
      choices_(static_cast<Met*>(
          mmap(nullptr, max_choices * sizeof(Met), PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))) {}

FirstVisits::~FirstVisits() { munmap(choices_, max_choices * sizeof(Met)); }

std::uint64_t FirstVisits::transition(const Met& m, std::uint32_t option) {
  if (m.state == 0) return 0;
  return mix(m.state, m.choice.kind == ChoiceKind::task ? m.choice.task(option)
                                                        : option);
}

std::uint32_t FirstVisits::choose(const Choice& c) {
  if (!deviations_.all_taken()) return deviations_.choose(c);
  Met& met = choices_[c.number - 1];
  met = {state_(c), c};
  const std::uint64_t by_default = transition(met, 0);
  if (by_default && !transitions_.take(by_default, {schedule_, c.number + 1}) &&
      c.kind == ChoiceKind::task)
    return abandon;
  return 0;
}

}  // namespace course::runtime
