#include "runtime/core/self_check.hpp"

#include <cerrno>
#include <thread>

#include "runtime/core/schedule.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/strategy/deviations.hpp"

namespace course::runtime {
namespace {

// Results are read after the schedule, when the data are not put back yet.
struct Result {
  bool two_tasks, own_storage, exception;
};
[[gnu::section("course_runtime")]] Result result{};

void other_thread() {
  result.two_tasks = current->id() == 2;
  result.own_storage = errno == 0;
  errno = 2;
}

void scenario() {
  errno = 1;
  try {
    throw 7;
  } catch (int) {
    // The library calls pthread_create, or does not find ours.
    std::thread t(other_thread);
    t.join();
    try {
      throw;
    } catch (int v) {
      result.exception = v == 7;
    }
  }
  result.own_storage &= errno == 1;
}

}  // namespace

const char* self_check() {
  Deviations default_schedule;
  run_schedule(scenario, default_schedule);
  if (!result.two_tasks)
    return "a thread that the C++ library makes is not under control";
  if (!result.own_storage) return "fibers share their thread-local storage";
  if (!result.exception) return "an exception is lost when fibers switch";
  if (rt().failure.failed) return "a schedule of two tasks fails";
  return nullptr;
}

}  // namespace course::runtime
