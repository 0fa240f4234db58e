#include "runtime/core/virtual_time.hpp"

#include "runtime/core/fingerprint.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr std::uint64_t second = 1'000'000'000;

std::uint64_t epoch(clockid_t clock) {
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_TAI:
      return realtime_start * second;
    case CLOCK_PROCESS_CPUTIME_ID:
    case CLOCK_THREAD_CPUTIME_ID:
      return 0;
    default:
      return monotonic_start * second;
  }
}

}  // namespace

bool advance_time() {
  Scheduler& s = rt().scheduler;
  std::uint64_t earliest = no_deadline;
  for (std::uint32_t i = 0; i < s.task_count; ++i)
    if (!s.enabled.has(i) && rt().tasks[i].state != TaskState::ended &&
        rt().tasks[i].deadline < earliest)
      earliest = rt().tasks[i].deadline;
  if (earliest == no_deadline) return false;
  move_time_to(earliest);
  return true;
}

void move_time_to(std::uint64_t time) {
  Scheduler& s = rt().scheduler;
  if (time > s.now) s.now = time;
  s.time_moved_at = s.points;
  for (std::uint32_t i = 0; i < s.task_count; ++i) {
    Task& t = rt().tasks[i];
    if (s.enabled.has(i) || t.state == TaskState::ended || t.deadline > s.now)
      continue;
    t.timed_out = true;
    add_to_history(t, s.now);
    if (t.relock) t.waits_for->dequeue_task(i);
    wake(t);
  }
  world_changed();
}

std::uint64_t clock_now(clockid_t clock) {
  Scheduler& s = rt().scheduler;
  // A loop that does nothing but watch the clock must come to its end, too.
  if (++s.idle_points % 1000 == 0) s.now += 1'000'000;
  return epoch(clock) + s.now;
}

timespec to_timespec(std::uint64_t ns) {
  return {static_cast<time_t>(ns / second), static_cast<long>(ns % second)};
}

std::uint64_t deadline_at(clockid_t clock, const timespec& t) {
  if (t.tv_sec < 0) return 0;
  const std::uint64_t seconds = static_cast<std::uint64_t>(t.tv_sec);
  if (seconds > no_deadline / second - 1) return no_deadline - 1;
  const std::uint64_t ns =
      seconds * second + static_cast<std::uint64_t>(t.tv_nsec);
  return ns <= epoch(clock) ? 0 : ns - epoch(clock);
}

std::uint64_t deadline_in(std::uint64_t ns) {
  const std::uint64_t now = rt().scheduler.now;
  return ns > no_deadline - 1 - now ? no_deadline - 1 : now + ns;
}

bool sleep_until(std::uint64_t deadline, Address site) {
  point(Operation::sleep, nullptr, site);
  while (deadline > rt().scheduler.now) {
    block(Operation::sleep, nullptr, site, deadline);
    if (interrupted_by_signal(false)) return false;
  }
  return true;
}

}  // namespace course::runtime
