// Makes a failing schedule of phase 2 smaller: fewer deviations, the same
// failure.
#pragma once

#include <functional>

#include "judge/worker.hpp"

namespace course::judge {

struct Shrunk {
  Schedule schedule;
  AnsweredOutcome outcome;
};

// `run` runs schedules, one outcome each; `same` says whether an outcome is the
// failure in question. Delta debugging (Zeller, Hildebrandt, TSE 2002): drops
// ever smaller parts as long as that works. At most `rounds` calls of `run`.
// `failing` is returned if nothing can be dropped.
Shrunk shrink(Shrunk failing,
              const std::function<std::vector<AnsweredOutcome>(
                  const std::vector<Schedule>&)>& run,
              const std::function<bool(const AnsweredOutcome&)>& same,
              int rounds = 40);

}  // namespace course::judge
