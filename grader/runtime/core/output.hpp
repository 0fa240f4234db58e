// What the program writes to its standard output, for a scenario that looks at
// it: into a file in memory instead.
#pragma once

#include <cstddef>

namespace course::runtime {

void begin_output();
// Copies what has been written so far; returns its size, which may be larger.
std::size_t read_output(char* to, std::size_t size);
// Back to where it went before, also at the start of each schedule.
void end_output();

}  // namespace course::runtime
