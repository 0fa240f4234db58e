// What the facts about the tools mean for the course.
#pragma once

#include <string>
#include <vector>

#include "doctor/check.hpp"
#include "doctor/tools.hpp"

namespace course::doctor {

// compiler, linker; in this order.
std::vector<Check> compiler_checks(const Compiler&);

// `needed`: the version of CMake that the build asks for.
Check build_tools_check(const Tool& cmake, const Tool& ninja,
                        const std::string& needed);

// Whether version "3.9.2" is older than "3.25"; an unknown one is not.
bool older(const std::string& version, const std::string& needed);

}  // namespace course::doctor
