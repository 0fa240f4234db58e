// How a program may end other than by returning.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

[[noreturn]] void end_process(int status);
// A call that a program must not make; `verdict` is for an exercise's answer, a
// whole program may do more, but here nobody can.
[[noreturn]] void refuse_call(Verdict verdict, const char* call, Address site);
[[noreturn]] void end_with_abort(Address site);
[[noreturn]] void end_with_assertion(const char* expression, const char* file,
                                     unsigned line, Address site);
long real_pid();

// Each returns 0, or -1 if the table is full. Outside schedules nothing is
// registered: the worker leaves without running them.
int register_exit_function(void (*function)(void*), void* argument);
int register_thread_local_destructor(void (*function)(void*), void* object);
// Runs what was registered, in reverse order.
void run_exit_functions();

// Signals of the program's own making (SIGSEGV, SIGFPE, ...) and loops that
// make no step.
void start_signals();
// For the calling kernel thread: a handler must not need the stack that has
// just overflowed.
void use_alternate_signal_stack();

}  // namespace course::runtime
