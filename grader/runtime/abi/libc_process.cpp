// Ends of processes, and calls that reach or run other programs. No exercise
// ends the process that its scenario runs in.
#include <spawn.h>
#include <sys/types.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "runtime/abi/abi.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/program.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/world.hpp"

using namespace course::runtime;

namespace {

bool whole_program() { return rt().flags & course::protocol::whole_program; }

void end_child(int status) {
  point(Operation::process_end, this_process().ending, current->call_site);
  end_this_process((status & 0xff) << 8);
}

void exit_child(int status) {
  run_thread_local_destructors();
  run_exit_functions();
  fflush(nullptr);
  end_child(status);
}

}  // namespace

// Ends of the process. Outside schedules the worker itself is ending.
#define COURSE_END(name, end, child_end)                                   \
  [[noreturn]] void name(int status) noexcept(false) {                     \
    if (inside()) current->call_site = COURSE_SITE;                        \
    if (inside() && in_child()) child_end(status);                         \
    if (inside() && whole_program()) end(status);                          \
    if (inside()) refuse_call(Verdict::tampered, #name "()", COURSE_SITE); \
    end_process(status);                                                   \
  }

// Calls that reach other processes, or make them.
#define COURSE_REFUSED(type, name, parameters, verdict)                   \
  type name parameters noexcept(false) {                                  \
    if (inside()) refuse_call(Verdict::verdict, #name "()", COURSE_SITE); \
    return static_cast<type>(-1);                                         \
  }

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

COURSE_END(exit, end_program, exit_child)
COURSE_END(_exit, end_program_at_once, end_child)
COURSE_END(_Exit, end_program_at_once, end_child)
COURSE_END(quick_exit, end_program_at_once, end_child)

[[noreturn]] void abort() noexcept {
  if (inside() && in_child()) end_this_process(SIGABRT);
  if (inside()) end_with_abort(COURSE_SITE);
  end_process(134);
}

[[noreturn]] void __assert_fail(const char* expression, const char* file,
                                unsigned line, const char*) noexcept {
  if (inside()) end_with_assertion(expression, file, line, COURSE_SITE);
  end_process(134);
}

COURSE_REFUSED(int, pthread_cancel, (pthread_t), forbidden)
COURSE_REFUSED(int, system, (const char*), forbidden)
COURSE_REFUSED(int, posix_spawn,
               (pid_t*, const char*, const posix_spawn_file_actions_t*,
                const posix_spawnattr_t*, char* const[], char* const[]),
               forbidden)
COURSE_REFUSED(int, posix_spawnp,
               (pid_t*, const char*, const posix_spawn_file_actions_t*,
                const posix_spawnattr_t*, char* const[], char* const[]),
               forbidden)
COURSE_REFUSED(int, execve, (const char*, char* const[], char* const[]),
               forbidden)
COURSE_REFUSED(int, execv, (const char*, char* const[]), forbidden)
COURSE_REFUSED(int, execvp, (const char*, char* const[]), forbidden)

FILE* popen(const char*, const char*) noexcept(false) {
  if (inside()) refuse_call(Verdict::forbidden, "popen()", COURSE_SITE);
  return nullptr;
}

int atexit(void (*function)()) noexcept {
  return register_exit_function(reinterpret_cast<void (*)(void*)>(function),
                                nullptr);
}

int __cxa_atexit(void (*function)(void*), void* argument, void*) noexcept {
  return register_exit_function(function, argument);
}

int __cxa_thread_atexit_impl(void (*function)(void*), void* object,
                             void*) noexcept {
  return register_thread_local_destructor(function, object);
}

}  // extern "C"
