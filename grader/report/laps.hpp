// A run that does not end goes round in a loop. Shown is one lap of every task
// that takes part, and what brought it there: the locks that it holds.
#pragma once

#include <vector>

#include "protocol/result.hpp"
#include "report/step_selection.hpp"

namespace course::report {

// The task that spins: where the run ended, else the only one that still runs,
// else the one that ran last; 0 if nothing ran.
int spinning_task(const protocol::Trace&);

// In the order of the run; each lap begins with its topmost line. Empty if no
// task that runs has left a step.
std::vector<Row> lap_rows(const protocol::Failure&);

}  // namespace course::report
