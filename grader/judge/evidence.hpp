// From a failed test to the schedule that shows it.
#pragma once

#include "judge/grade.hpp"
#include "judge/session.hpp"
#include "judge/symbols.hpp"

namespace course::judge {

// Shrinks the schedule if it was sampled, replays it in a fresh process with
// every step recorded, and says whether that repeated the same trace.
protocol::Failure gather_evidence(const Candidate&, const Worker&,
                                  const Assignment&);

}  // namespace course::judge
