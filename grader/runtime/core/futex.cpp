#include "runtime/core/futex.hpp"

#include <cerrno>

#include "runtime/core/fingerprint.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

SyncObject& futex_object(std::uint32_t* word) {
  check_alive(reinterpret_cast<Address>(word), sizeof *word,
              ObjectKind::atomic);
  return object_at_address(reinterpret_cast<Address>(word), ObjectKind::atomic);
}

// Who wakes whom: the process, or all who have the memory.
std::uint32_t group(bool private_) {
  return private_ ? current->process + 1 : 0;
}

// Positions in the queue of those who can be woken.
struct Sleepers {
  std::uint8_t at[max_tasks];
  unsigned count = 0;
  Sleepers(const SyncObject& o, std::uint32_t group) {
    for (unsigned i = 0; i < o.queue_size; ++i)
      if (rt().tasks[o.queue[i]].futex_group == group)
        at[count++] = static_cast<std::uint8_t>(i);
  }
};

}  // namespace

int wait_futex(std::uint32_t* word, std::uint32_t expected, bool private_,
               Address site, std::uint64_t deadline) {
  Task& me = *current;
  SyncObject& o = futex_object(word);
  point(Operation::futex_wait, &o, site);
  if (*word != expected) return EAGAIN;
  o.enqueue(me.index);
  me.futex_group = group(private_);
  me.notified = false;
  block(Operation::futex_wait, &o, site, deadline);
  if (!me.timed_out) return 0;
  note_use(o);
  o.dequeue_task(me.index);
  return ETIMEDOUT;
}

int wake_futex(std::uint32_t* word, unsigned count, bool private_,
               Address site) {
  SyncObject& o = futex_object(word);
  point(Operation::futex_wake, &o, site);
  Sleepers sleepers(o, group(private_));
  if (rt().tracing.on)
    trace_step(Operation::futex_wake, &o,
               sleepers.count ? 0 : protocol::step_failed);
  int woken = 0;
  for (; count > 0 && sleepers.count > 0; --count, ++woken) {
    const unsigned choice =
        count < sleepers.count ? choose(ChoiceKind::waiter, sleepers.count) : 0;
    wake(rt().tasks[o.dequeue(sleepers.at[choice])]);
    progress();
    sleepers = Sleepers(o, group(private_));
  }
  return woken;
}

}  // namespace course::runtime
