// A whole program as something to grade: its one test asks for exit status 0
// under every schedule.
#pragma once

#include "judge/grade.hpp"

namespace course::judge {

// `again`: the command that does this, for messages.
Assignment program_assignment(sandbox::Program, Terms, std::string again);

}  // namespace course::judge
