// The worker: serves the request in the mapping it inherits, and others that
// the judge puts there in its place, and leaves.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "protocol/mapping.hpp"
#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
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

// See protocol::turns_descriptor; -1: there is none.
[[gnu::section("course_runtime")]] long turns = -1;

// Below max_descriptors the numbers are the program's: see descriptors.hpp.
void take_descriptors() {
  turns = raw_syscall(SYS_fcntl, protocol::turns_descriptor, F_DUPFD_CLOEXEC,
                      max_descriptors);
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

namespace {

using Scenario = void (*)();

Scenario requested_scenario(const protocol::Mapping& m) {
  if (m.request.version != protocol::mapping_version)
    give_up(protocol::WorkerError::bad_request, "version");
  const bool program = m.request.flags & protocol::whole_program;
  const Scenario scenario = !program        ? find_scenario(m.request.scenario)
                            : has_program() ? run_program
                                            : nullptr;
  if (!scenario)
    give_up(program ? protocol::WorkerError::no_main
                    : protocol::WorkerError::unknown_scenario,
            m.request.scenario);
  return scenario;
}

// Once, with the first request.
void start(const protocol::Request& request) {
  rt().scheduler.step_limit = request.step_limit;
  rt().flags = request.flags & protocol::kernel_threads;
  take_descriptors();
  start_exceptions();
  start_signals();
  warm_up_libraries();
  if (const char* problem = start_schedules())
    give_up(protocol::WorkerError::self_test, problem);
  if (const char* problem = self_check())
    give_up(protocol::WorkerError::self_test, problem);
  if (request.mode != protocol::Mode::trace) silence();
}

// Returns as serve().
bool answer(protocol::Mapping& m, Scenario scenario) {
  rt().scheduler.step_limit = m.request.step_limit;
  rt().flags = m.request.flags;
  rt().faults = m.request.faults;
  for (std::uint32_t i = 0; i < 2; ++i)
    rt().watched[i] = i < m.request.watched_count ? m.request.watched[i] : 0;
  const bool well = serve(m, scenario);
  if (!rt().library_state_lost) fflush(stdout);
  m.response.stage.store(protocol::Stage::ended);
  return well;
}

// False: the judge has no other request.
bool wait_for_request() {
  char turn = 1;
  const auto bytes = reinterpret_cast<long>(&turn);
  return turns >= 0 && raw_syscall(SYS_write, turns, bytes, 1) == 1 &&
         raw_syscall(SYS_read, turns, bytes, 1) == 1;
}

}  // namespace

int run_worker(int argc, char** argv) {
  reserve_memory();
  rt().mapping = open_mapping();
  if (!rt().mapping) {
    dprintf(STDERR_FILENO, "a worker runs under the grader only\n");
    return 2;
  }
  protocol::Mapping& m = *rt().mapping;
  m.response.stage.store(protocol::Stage::started);
  __libc_single_threaded =
      0;  // libstdc++ asks it whether to count references atomically
  // The worker is started by a name of its own, the program by its arguments.
  if (m.request.flags & protocol::whole_program)
    set_arguments(argc - 1, argv + 1);
  Scenario scenario = requested_scenario(m);
  start(m.request);
  while (answer(m, scenario) && wait_for_request()) {
    m.response.stage.store(protocol::Stage::started);
    forget_schedules();
    scenario = requested_scenario(m);
  }
  end_process(0);
}

}  // namespace course::runtime

int main(int argc, char** argv) {
  return course::runtime::run_worker(argc, argv);
}
