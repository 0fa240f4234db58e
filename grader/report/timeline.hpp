// Who did what, as a picture: a row for each task, time from left to right. Of
// a starvation it shows who is served while others wait, of a not-parallel who
// is inside while others run or wait.
#pragma once

#include <string>
#include <vector>

#include "protocol/result.hpp"

namespace course::report {

// A legend, then the rows, each at most `width` columns; of what does not fit
// the end is shown. Empty for other verdicts, and if there is nothing to see.
std::vector<std::string> timeline(const protocol::Failure&, std::size_t width);

}  // namespace course::report
