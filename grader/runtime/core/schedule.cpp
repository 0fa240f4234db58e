#include "runtime/core/schedule.hpp"

#include "runtime/core/arena.hpp"
#include "runtime/core/context_tree.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/fiber.hpp"
#include "runtime/core/output.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/process_image.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/snapshot.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/trace.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

const char* start_schedules() {
  end_static_phase();
  keep_streams();
  const DataSegment data = take_snapshot();
  start_shadow(data.begin, data.end, data.text_end);
  return start_fibers();
}

void run_schedule(void (*scenario)(), Strategy& strategy) {
  Runtime& r = rt();
  ++r.generation;
  restore_snapshot();
  put_streams_back();
  end_output();
  reset_arena();
  reset_objects();
  reset_keys();
  if (r.library_published) r.library_clock.clear(r.most_tasks);
  r.library_published = false;
  r.requests = 0;
  reset_shadow();
  Scheduler& s = r.scheduler;
  const std::uint32_t step_limit = s.step_limit;
  s.enabled = TaskSet{};
  s.task_count = s.points = s.choices = s.hash = s.run_length = 0;
  s.accesses = s.work = s.now = s.idle_points = 0;
  s.faults = s.time_moved_at = 0;
  s.progress = 1;
  s.probing = 0;
  s.abandoned = s.draining = s.fair = false;
  s.accesses_are_told = r.tracing.on || r.watched[0] != 0;
  s.fingerprint = {0, 0, r.takes_fingerprints, r.looks_matter};
  s.strategy = &strategy;
  s.step_limit = step_limit;
  r.failure.failed = false;
  r.observations.writer =
      protocol::Writer(r.observations.bytes, sizeof r.observations.bytes);
  r.named_count = 0;
  r.random_state = 0x853c49e6748fea9b;
  r.tracing.access_count = 0;
  r.tracing.step_count = 0;
  r.tracing.choice = 0;
  r.scenario = scenario;
  if (r.tracing.on) begin_trace();
  strategy.begin_schedule();
  begin_processes();
  enter(make_first_task());
}

void forget_schedules() {
  rt().lock_order.count = 0;
  rt().choices_left_out = rt().looks_matter = false;
  forget_contexts();
}

std::uint64_t outcome_hash() {
  const Runtime& r = rt();
  std::uint64_t h = r.failure.failed ? r.failure.signature : 1;
  if (r.failure.failed) return h;
  const auto* bytes = r.observations.bytes;
  const std::size_t size = r.observations.writer.size();
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; i += sizeof word) {
    word = 0;
    __builtin_memcpy(&word, bytes + i,
                     size - i < sizeof word ? size - i : sizeof word);
    h = mix(h, word);
  }
  return mix(h, size);
}

}  // namespace course::runtime
