// The scenarios linked into this worker.
#pragma once

#include "protocol/mapping.hpp"

namespace course::runtime {

// Null if there is none of that name.
void (*find_scenario(const char* name))();

// The hidden test itself is wrong: tells the judge and ends the worker.
[[noreturn]] void report_bad_test(protocol::WorkerError, const char* text);

}  // namespace course::runtime
