// What the course itself is like, and how its first exercise fares.
#pragma once

#include <string>
#include <vector>

#include "course/course.hpp"
#include "doctor/check.hpp"
#include "protocol/result.hpp"

namespace course::doctor {

// Whether the files that an exercise cannot do without are there.
Check course_check(const std::vector<content::Exercise>&);

// The verdict on a solution that must pass, and how fast its schedules ran.
Check trial_check(const protocol::CheckResult&);

// For the trial, if something before it fails or there is nothing to try.
Check no_trial(State, const std::string& why, const std::string& do_this);

}  // namespace course::doctor
