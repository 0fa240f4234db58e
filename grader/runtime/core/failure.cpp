#include "runtime/core/failure.hpp"

#include "runtime/core/fiber.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {

void fail(Verdict verdict, const char* message, std::uint64_t signature) {
  Failed& f = rt().failure;
  f.failed = true;
  f.verdict = verdict;
  f.signature = mix(signature, static_cast<std::uint64_t>(verdict));
  unsigned n = 0;
  if (message)
    for (; message[n] && n + 1 < max_messages; ++n) f.message[n] = message[n];
  f.message[n] = 0;
  leave_schedule();
}

void note_end(Operation op, SyncObject* object, Address site) {
  current->operation = op;
  current->call_site = site;
  if (rt().tracing.on) trace_step(op, object, protocol::step_failed);
}

void note_culprit(Operation op, Address site) {
  Tracing& tracing = rt().tracing;
  tracing.accesses[0] = {current->index,   op,   true, 0,   0,
                         current->context, site, 0,    true};
  tracing.access_count = 1;
}

void fail_stuck(Verdict verdict, const char* message) {
  std::uint64_t signature = 0;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    const Task& t = rt().tasks[i];
    if (t.state == TaskState::ended) continue;
    signature = mix(mix(signature, i),
                    mix(t.call_site, static_cast<std::uint64_t>(t.operation)));
  }
  fail(verdict, message, signature);
}

}  // namespace course::runtime
