#include "runtime/core/poll.hpp"

#include <cerrno>

#include "runtime/core/descriptors.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

// unix(7): a partner that is gone is the end of the file, not an error.
short events_of_socket(const OpenFile& f, short wanted) {
  const bool end = f.in->writers == 0 || f.in->shut;
  int events = 0;
  if (f.in->size > 0 || end) events |= wanted & POLLIN;
  if (end) events |= wanted & POLLRDHUP;
  if (end && (f.out->readers == 0 || f.out->shut)) events |= POLLHUP;
  if (can_send(*f.out, page_size)) events |= wanted & POLLOUT;
  return static_cast<short>(events);
}

short events_of(const OpenFile& f, short wanted) {
  if (f.socket) return events_of_socket(f, wanted);
  int events = 0;
  if (f.in && (wanted & POLLIN) && f.in->size > 0) events |= POLLIN;
  if (f.in && f.in->writers == 0) events |= POLLHUP;
  if (f.out && f.out->readers == 0)
    events |= POLLERR;
  else if (f.out && (wanted & POLLOUT) && can_send(*f.out, page_size))
    events |= POLLOUT;
  if (f.process && f.process->state != ProcessState::running)
    events |= wanted & POLLIN;
  if (f.real >= 0 || f.memory) events |= wanted & (POLLIN | POLLOUT);
  return static_cast<short>(events);
}

int look(pollfd* list, unsigned count) {
  int ready = 0;
  for (unsigned i = 0; i < count; ++i) {
    list[i].revents = 0;
    if (list[i].fd < 0) continue;
    const OpenFile* const f = find_file(list[i].fd);
    const bool real = list[i].fd >= static_cast<int>(max_descriptors);
    list[i].revents = f      ? events_of(*f, list[i].events)
                      : real ? list[i].events
                             : short{POLLNVAL};
    ready += list[i].revents != 0;
  }
  return ready;
}

// `use` is called with every set of tasks that is let go on when something
// changes.
template <class Use>
SyncObject* for_each_set(const pollfd* list, unsigned count, Use use) {
  SyncObject* first = nullptr;
  for (unsigned i = 0; i < count; ++i) {
    OpenFile* const f = list[i].fd < 0 ? nullptr : find_file(list[i].fd);
    if (!f) continue;
    SyncObject* const end = f->process ? f->process->ending : nullptr;
    if (f->in) use(f->in->object->read_waiters);
    if (f->out) use(f->out->object->waiters);
    if (end) use(end->waiters);
    if (!first) first = f->in ? f->in->object : f->out ? f->out->object : end;
  }
  return first;
}

// What the processes among them have done before their end is seen.
void acquire_ends(const pollfd* list, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    const OpenFile* const f = list[i].revents ? find_file(list[i].fd) : nullptr;
    if (f && f->process) acquire(*current, f->process->ending->clock);
  }
}

}  // namespace

int poll_files(pollfd* list, unsigned count, std::uint64_t deadline,
               Address site) {
  const unsigned me = current->index;
  SyncObject* object = for_each_set(list, count, [](TaskSet&) {});
  point(Operation::poll, object, site);
  for (;;) {
    const int ready = look(list, count);
    if (ready > 0 || deadline <= rt().scheduler.now) {
      acquire_ends(list, count);
      if (rt().tracing.on)
        trace_step(Operation::poll, object, ready ? 0 : protocol::step_failed);
      return ready;
    }
    if (signals_wait() && handle_signals()) return -EINTR;
    for_each_set(list, count, [&](TaskSet& s) { s.add(me); });
    block(Operation::poll, object, site, deadline);
    // Also those of descriptors that others have closed meanwhile.
    leave_all_queues(me);
    object = for_each_set(list, count, [](TaskSet&) {});
    if (interrupted_by_signal(false)) return -EINTR;
  }
}

}  // namespace course::runtime
