// A whole program instead of a scenario: it has a main, and ends the way
// programs end.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// The worker is linked with a program that has a main.
bool has_program();
// The program's arguments, its name first; kept for all schedules.
void set_arguments(int count, char** arguments);
// The first task of each schedule: calls main, then ends the program.
void run_program();

// exit(): what was registered for the exit runs, other threads are where they
// are. The status is observed as "exit status". A thread that nobody has joined
// or detached is a leak, and so is a child that nobody has waited for.
[[noreturn]] void end_program(int status);
// _exit() and quick_exit().
[[noreturn]] void end_program_at_once(int status);

}  // namespace course::runtime
