// The second part of a report: what each task that matters does at the end,
// with the reader's own lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "protocol/result.hpp"
#include "report/source_lines.hpp"

namespace course::report {

// Not indented; at most eight lines. Empty if no task needs a word.
std::vector<std::string> task_lines(const protocol::Failure&,
                                    const SourceLines&, std::size_t width);

}  // namespace course::report
