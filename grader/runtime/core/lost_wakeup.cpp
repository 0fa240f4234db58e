#include "runtime/core/lost_wakeup.hpp"

#include "runtime/core/failure.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"

namespace course::runtime {
namespace {

// What the report must say of the probed task is what held before it was woken.
struct BeforeProbe {
  Operation operation;
  SyncObject* waits_for;
  Address call_site;
  std::uint32_t context;
  SyncObject* relock;
  unsigned held_count;
};
[[gnu::section("course_runtime")]] BeforeProbe before{};
[[gnu::section("course_runtime")]] bool was_tracing = false;

[[noreturn]] void conclude(Verdict verdict) {
  Scheduler& s = rt().scheduler;
  rt().tracing.on = was_tracing;
  if (s.probing) {
    Task& t = rt().tasks[s.probing - 1];
    disable(t.index);
    t.operation = before.operation;
    t.waits_for = before.waits_for;
    t.call_site = before.call_site;
    t.context = before.context;
    t.held_count = before.held_count;
    if (before.relock && before.relock->owner == t.id())
      before.relock->owner = 0;
  }
  fail_stuck(verdict, nullptr);
}

// Wakes the first sleeper with an index of at least `from`; false if there is
// none.
bool probe_from(unsigned from) {
  Scheduler& s = rt().scheduler;
  for (unsigned i = from; i < s.task_count; ++i) {
    Task& t = rt().tasks[i];
    if (t.state == TaskState::ended) continue;
    if (t.operation != Operation::wait && t.operation != Operation::futex_wait)
      continue;
    if (t.relock && t.relock->owner) continue;  // could not go on anyway
    s.probing = i + 1;
    before = {t.operation, t.waits_for, t.call_site,
              t.context,   t.relock,    t.held_count};
    t.waits_for->dequeue_task(i);
    wake(t);
    return true;
  }
  return false;
}

// The scenario is at its end, and so are its threads.
bool only_other_processes_left() {
  const Scheduler& s = rt().scheduler;
  for (std::uint32_t i = 1; i < s.task_count; ++i)
    if (rt().tasks[i].state != TaskState::ended && rt().tasks[i].process == 0)
      return false;
  return true;
}

}  // namespace

void find_out_why_stuck() {
  Scheduler& s = rt().scheduler;
  if (s.probing) {
    // The probed task blocked on something else: a lock that a stuck task
    // holds, for example.
    const unsigned next = s.probing;
    if (probe_from(next)) return;
    conclude(Verdict::deadlock);
  }
  if (s.draining && only_other_processes_left()) fail_if_processes_are_left();
  was_tracing = rt().tracing.on;
  rt().tracing.on = false;
  if (!probe_from(0)) conclude(Verdict::deadlock);
}

void probe_operation(Operation op, SyncObject* object) {
  const Scheduler& s = rt().scheduler;
  if (current->id() != s.probing) return;
  switch (op) {
    case Operation::load:  // testing again
    case Operation::yield:
    case Operation::fence:
      return;
    case Operation::exchange:  // marking again that it waits
    case Operation::compare_exchange:
      if (object == before.waits_for) return;
      break;
    default:
      break;
  }
  if (op == before.operation && object == before.waits_for) return;
  conclude(Verdict::lost_wakeup);
}

}  // namespace course::runtime
