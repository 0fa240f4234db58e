#include "runtime/core/futex.hpp"

#include <cerrno>

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

}  // namespace

int wait_futex(std::uint32_t* word, std::uint32_t expected, Address site,
               std::uint64_t deadline) {
  Task& me = *current;
  SyncObject& o = futex_object(word);
  point(Operation::futex_wait, &o, site);
  if (*word != expected) return EAGAIN;
  o.enqueue(me.index);
  me.notified = false;
  block(Operation::futex_wait, &o, site, deadline);
  if (!me.timed_out) return 0;
  o.dequeue_task(me.index);
  return ETIMEDOUT;
}

int wake_futex(std::uint32_t* word, unsigned count, Address site) {
  SyncObject& o = futex_object(word);
  point(Operation::futex_wake, &o, site);
  if (rt().tracing.on)
    trace_step(Operation::futex_wake, &o,
               o.queue_size ? 0 : protocol::step_failed);
  int woken = 0;
  for (; count > 0 && o.queue_size > 0; --count, ++woken) {
    const unsigned position =
        count < o.queue_size ? choose(ChoiceKind::waiter, o.queue_size) : 0;
    wake(rt().tasks[o.dequeue(position)]);
    progress();
  }
  return woken;
}

}  // namespace course::runtime
