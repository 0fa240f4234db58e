#include "runtime/core/program.hpp"

#include <unistd.h>

#include "course_test.hpp"
#include "runtime/core/arena.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/fiber.hpp"
#include "runtime/core/memory_files.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/thread.hpp"

// The program's main under another name (see sandbox/program_compiler.cpp).
extern "C" [[gnu::weak]] int course_program_main(int, char**, char**);

namespace course::runtime {
namespace {

struct Arguments {
  int count;
  char** values;
};
[[gnu::section("course_runtime")]] Arguments arguments{};

char* copied(const char* text) {
  const std::size_t size = __builtin_strlen(text) + 1;
  auto* copy = static_cast<char*>(arena_allocate(size, 1));
  __builtin_memcpy(copy, text, size);
  return copy;
}

}  // namespace

bool has_program() { return course_program_main != nullptr; }

void set_arguments(int count, char** values) { arguments = {count, values}; }

void run_program() {
  // A copy for each schedule: a program may change them.
  const auto n = static_cast<std::size_t>(arguments.count);
  auto** list = static_cast<char**>(arena_allocate((n + 1) * sizeof(char*), 8));
  for (std::size_t i = 0; i < n; ++i) list[i] = copied(arguments.values[i]);
  list[n] = nullptr;
  current->may_fail = true;
  end_program(course_program_main(arguments.count, list, environ));
}

void end_program(int status) {
  run_thread_local_destructors();
  run_exit_functions();
  if (status == 0) {
    fail_if_threads_are_left();
    fail_if_processes_are_left();
    fail_if_names_are_left();  // nothing else outlives a program
  }
  end_program_at_once(status);
}

void end_program_at_once(int status) {
  course_test::observe("exit status", status & 0xff);
  current->state = TaskState::ended;
  leave_schedule();
}

}  // namespace course::runtime
