// The compiler's errors, each with its source line and a caret under the
// column.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "protocol/result.hpp"
#include "report/layout.hpp"
#include "report/source_lines.hpp"

namespace course::report {

// The first six, those in the submission first; one outside it takes one line,
// because its cause is in the submission, too. Not indented.
std::vector<std::string> diagnostic_lines(
    std::vector<const protocol::Diagnostic*>, const SourceLines&,
    std::size_t width, const Paint&);

}  // namespace course::report
