// The verdict in a sentence: the first line of a report, for somebody who knows
// C++ but has met threads last week.
#pragma once

#include <string>

#include "protocol/result.hpp"

namespace course::report {

// "two threads wait for each other, for ever"; no full stop, no verdict name.
std::string sentence(const protocol::Failure&);

// What a blocked task waits for: "y.mutex_", "a notification of ready_",
// "the end of thread 2".
std::string waited_for(const protocol::Trace&, const protocol::TaskSummary&);

// The object of an access: "x.balance_", or "the same memory" without a name.
std::string accessed(const protocol::Trace&, const protocol::Access&);

// A crash by an exception that nobody catches.
bool is_uncaught(const protocol::Failure&);

// The value that was seen does not fit into the headline.
bool seen_is_long(const protocol::Failure&);

// The type of what a step throws: "PaperJam"; empty if it is not known.
std::string exception_of(const protocol::Step&);
// What it says: "map::at"; mostly empty.
std::string exception_text(const protocol::Step&);

// "N12_GLOBAL__N_18PaperJamE" is "PaperJam"; other words stay as they are.
std::string with_readable_types(const std::string& text);

}  // namespace course::report
