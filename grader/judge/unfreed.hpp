// Memory that a program allocates and does not free.
#pragma once

#include <string>

#include "judge/grade.hpp"

namespace course::judge {

// A sentence for the report; empty if the order without a delay frees all that
// the program's own code has allocated. Memory of the static phase and of
// libraries does not count.
std::string unfreed_memory(const Worker&, const Assignment&);

}  // namespace course::judge
