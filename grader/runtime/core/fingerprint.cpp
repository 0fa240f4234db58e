#include "runtime/core/fingerprint.hpp"

#include "runtime/core/looks.hpp"

namespace course::runtime {
namespace {

// What makes a task give way that runs for long, and time move while others
// run, is not part of the state: it counts up to limits that are twice as high
// (see scheduler.cpp, looks.hpp).
constexpr std::uint32_t longest_run = 500;
constexpr std::uint64_t most_idle_points = idle_before_time_moves / 2;

}  // namespace

bool fingerprints_tell() {
  return !(rt().flags & (protocol::ignore_races | protocol::watch_accesses |
                         protocol::fair_turns | protocol::keep_equal_orders)) &&
         !(rt().faults & protocol::fault_memory_reuse);
}

std::uint64_t state_at(const Choice& c) {
  const Scheduler& s = rt().scheduler;
  if (!takes_fingerprint() || c.kind != ChoiceKind::task || s.probing ||
      s.run_length > longest_run || s.idle_points > most_idle_points)
    return 0;
  std::uint64_t h = mix(s.fingerprint.sum, c.tasks.hash());
  h = mix(h, s.now);
  h = mix(h, s.time_moved_at);
  if (!s.fingerprint.tells_looks) return h;
  // What it does again before anybody changes anything makes a task give way.
  // Of equal histories the same part is remembered if it has the same length.
  for (std::uint32_t i = 0; i < s.task_count; ++i) {
    const Looks& l = rt().tasks[i].looks;
    if (l.at_progress == s.progress)
      h = mix(mix(h, l.count << 8 | i), l.repeats);
  }
  return h;
}

}  // namespace course::runtime
