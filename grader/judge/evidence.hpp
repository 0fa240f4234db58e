// From a failed test to the schedule that shows it.
#pragma once

#include "judge/grade.hpp"
#include "judge/session.hpp"
#include "judge/symbols.hpp"

namespace course::judge {

// Shrinks the schedule if it was sampled, replays it in a fresh process with
// every step recorded, and says whether that repeated the same trace.
// `test`: the name of the test case, for finding out what a race can do.
protocol::Failure gather_evidence(const Candidate&, const Worker&,
                                  const Assignment&, const std::string& test);

}  // namespace course::judge
