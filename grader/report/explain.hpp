// The pages behind `./course explain VERDICT`: one Markdown file a verdict, in
// explain/, named like the verdict.
#pragma once

#include <string>

#include "protocol/verdict.hpp"

namespace course::report {

// The page as it stands. Throws CourseError if the file cannot be read.
std::string explanation(protocol::Verdict);

}  // namespace course::report
