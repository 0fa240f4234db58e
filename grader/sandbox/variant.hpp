// The toolchain with another compiler or level of optimisation.
#pragma once

#include <string>

#include "sandbox/toolchain.hpp"

namespace course::sandbox {

// For cross-checks. `compiler`: a name that PATH finds, or a path; empty: the
// same one. `optimisation`: "-O0"; empty: the same. Its precompiled header is
// made when it is first asked for; other processes may ask at the same time.
// Throws CourseError if there is no such compiler or it cannot compile that.
Toolchain variant(Toolchain, const std::string& compiler,
                  const std::string& optimisation);

}  // namespace course::sandbox
