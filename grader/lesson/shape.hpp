// Outputs that measure differ in their numbers and in nothing else.
#pragma once

#include <string>
#include <string_view>

namespace course::lesson {

// The text with every number and every bar of "#" as "#", runs of spaces as one
// space and none at either end of a line: equal for two runs of the same
// program.
std::string shape(std::string_view output);

}  // namespace course::lesson
