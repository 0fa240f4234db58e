// What the facts about a machine mean for the course.
#pragma once

#include <vector>

#include "doctor/check.hpp"
#include "doctor/machine.hpp"

namespace course::doctor {

// processor, kernel, fsgsbase, addresses, containment, seccomp, memory, disk,
// load; all of them, in this order.
std::vector<Check> machine_checks(const Machine&);

}  // namespace course::doctor
