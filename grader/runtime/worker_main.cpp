// The worker: serves the one request in the mapping it inherits, and leaves.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "protocol/mapping.hpp"
#include "runtime/abi/abi.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/exceptions.hpp"
#include "runtime/core/memory_map.hpp"
#include "runtime/core/program.hpp"
#include "runtime/core/scenarios.hpp"
#include "runtime/core/schedule.hpp"
#include "runtime/core/self_check.hpp"
#include "runtime/search/search.hpp"

extern "C" char __libc_single_threaded;

namespace course::runtime {

[[gnu::section("course_runtime")]] Task* current = nullptr;

namespace {

protocol::Mapping* open_mapping() {
  void* p = mmap(nullptr, sizeof(protocol::Mapping), PROT_READ | PROT_WRITE,
                 MAP_SHARED, protocol::mapping_descriptor, 0);
  close(protocol::mapping_descriptor);
  return p == MAP_FAILED ? nullptr : static_cast<protocol::Mapping*>(p);
}

// The libraries' own buffers must not come from a schedule's arena, which is
// emptied.
void warm_up_libraries() {
  static char buffer[1 << 12];
  setvbuf(stdout, buffer, _IOLBF, sizeof buffer);
  std::cout << std::flush;
  std::cerr << std::flush;
  char text[64];
  snprintf(text, sizeof text, "%f %s", 1.5, std::to_string(1).c_str());
}

// What the program prints is shown for one schedule only; thousands would print
// the same.
void silence() {
  const int nothing = open("/dev/null", O_WRONLY);
  dup2(nothing, STDOUT_FILENO);
  dup2(nothing, STDERR_FILENO);
  close(nothing);
}

// Below max_descriptors the numbers are the program's: see descriptors.hpp.
void take_descriptors() {
  const int nothing = open("/dev/null", O_RDWR);
  for (int i = 3; i < static_cast<int>(max_descriptors); ++i) dup2(nothing, i);
}

[[noreturn]] void give_up(protocol::WorkerError error, const char* text) {
  protocol::Response& r = rt().mapping->response;
  r.error = error;
  snprintf(r.error_text, sizeof r.error_text, "%s", text);
  r.stage.store(protocol::Stage::ended);
  end_process(1);
}

}  // namespace

void report_bad_test(protocol::WorkerError error, const char* text) {
  current = nullptr;
  give_up(error, text);
}

void refuse_before_start(const char* function) {
  dprintf(STDERR_FILENO,
          "%s() is called before %s begins, by a static initialiser", function,
          has_program() ? "main" : "the scenario");
  end_process(3);
}

int run_worker(int argc, char** argv) {
  reserve_memory();
  rt().mapping = open_mapping();
  if (!rt().mapping) {
    dprintf(STDERR_FILENO, "a worker runs under the grader only\n");
    return 2;
  }
  protocol::Mapping& m = *rt().mapping;
  m.response.stage.store(protocol::Stage::started);
  if (m.request.version != protocol::mapping_version)
    give_up(protocol::WorkerError::bad_request, "version");
  __libc_single_threaded =
      0;  // libstdc++ asks it whether to count references atomically
  rt().scheduler.step_limit = m.request.step_limit;
  const bool program = m.request.flags & protocol::whole_program;
  // The worker is started by a name of its own, the program by its arguments.
  if (program) set_arguments(argc - 1, argv + 1);
  const auto scenario = !program        ? find_scenario(m.request.scenario)
                        : has_program() ? run_program
                                        : nullptr;
  if (!scenario)
    give_up(program ? protocol::WorkerError::no_main
                    : protocol::WorkerError::unknown_scenario,
            m.request.scenario);
  rt().flags = m.request.flags & protocol::kernel_threads;
  take_descriptors();
  start_exceptions();
  start_signals();
  warm_up_libraries();
  if (const char* problem = start_schedules())
    give_up(protocol::WorkerError::self_test, problem);
  if (const char* problem = self_check())
    give_up(protocol::WorkerError::self_test, problem);
  rt().flags = m.request.flags;
  rt().faults = m.request.faults;
  for (std::uint32_t i = 0; i < m.request.watched_count && i < 2; ++i)
    rt().watched[i] = m.request.watched[i];
  if (m.request.mode != protocol::Mode::trace) silence();
  serve(m, scenario);
  if (!rt().library_state_lost) fflush(stdout);
  m.response.stage.store(protocol::Stage::ended);
  end_process(0);
}

}  // namespace course::runtime

int main(int argc, char** argv) {
  return course::runtime::run_worker(argc, argv);
}
