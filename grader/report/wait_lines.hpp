// What each task waits for and holds, in lines of a report.
#pragma once

#include <string>

#include "protocol/result.hpp"
#include "report/named_lines.hpp"

namespace course::report {

// "holds x.mutex_ since account.hpp:14", or nothing.
std::string holds(const protocol::Trace&, const protocol::TaskSummary&);

void add_waits(NamedLines&, const protocol::Trace&);

// Why what a task waits for never happens, if no circle tells it.
std::string why_never(const protocol::Trace&);

// Who was inside together, and so who was not; returns the last line.
std::string add_meeting(NamedLines&, const protocol::Trace&);

// What should have woken the sleeper: the notifications that did not reach it,
// or a change that nobody notified of.
void add_notifications(NamedLines&, const protocol::Failure&);

}  // namespace course::report
