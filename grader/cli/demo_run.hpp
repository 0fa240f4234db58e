// Runs a demo of a lesson as its first line says.
#pragma once

#include <string>

#include "cli/session.hpp"
#include "lesson/demo.hpp"

namespace course::cli {

// What it prints. A plain demo is compiled with -O2 and -pthread, one in virtual
// time runs in a worker; of the others it is what `./course explore` prints.
// Throws CourseError if it does not compile, or does not end as it should.
std::string run_demo(Session&, const lesson::Demo&);

}  // namespace course::cli
