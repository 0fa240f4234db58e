#include "runtime/core/channel.hpp"

#include <algorithm>
#include <cerrno>

#include "runtime/core/faults.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr unsigned max_channels = 128;

struct Channels {
  Channel at[max_channels];
  unsigned count;
};
// Some megabytes, of which only what is used takes memory.
Channels& channels() { return *reinterpret_cast<Channels*>(channels_address); }
static_assert(sizeof(Channels) <= channels_size);

std::uint32_t room(const Channel& c) { return c.capacity - c.size; }

// A write of up to PIPE_BUF bytes is one step, whatever the others do: pipe(7).
std::uint32_t least_room(std::size_t size) {
  return size <= page_size ? static_cast<std::uint32_t>(size) : 1;
}

// The buffer is a ring; `part` is called with each piece of it.
template <class Part>
void for_pieces(Channel& c, std::uint32_t from, std::size_t size, Part part) {
  const std::size_t begin = (c.begin + from) % channel_capacity;
  const std::size_t first = std::min(size, channel_capacity - begin);
  part(c.bytes + begin, std::size_t{0}, first);
  if (first < size) part(c.bytes, first, size - first);
}

std::size_t copy_out(Channel& c, void* to, std::size_t size) {
  const std::size_t n = std::min<std::size_t>(size, c.size);
  for_pieces(c, 0, n, [&](std::byte* at, std::size_t offset, std::size_t part) {
    __builtin_memcpy(static_cast<std::byte*>(to) + offset, at, part);
  });
  return n;
}

void drop_bytes(Channel& c, std::size_t n) {
  c.begin = static_cast<std::uint32_t>((c.begin + n) % channel_capacity);
  c.size -= static_cast<std::uint32_t>(n);
}

std::size_t put(Channel& c, const std::byte* from, std::size_t size) {
  const std::size_t n = std::min<std::size_t>(size, room(c));
  for_pieces(c, c.size, n,
             [&](std::byte* at, std::size_t offset, std::size_t part) {
               __builtin_memcpy(at, from + offset, part);
             });
  c.size += static_cast<std::uint32_t>(n);
  return n;
}

// Woken up by somebody who took or brought too little, and asleep again: that
// is waiting, however often it happens, and not looking.
void sleep_on() { current->looks.idle_looks = 0; }

bool interrupted(Channel& c, Address site) {
  return current->may_fail && inject(protocol::fault_interrupt, c.object, site);
}

}  // namespace

Channel* make_channel(Address site) {
  Channels& all = channels();
  if (all.count == max_channels) return nullptr;
  Channel& c = all.at[all.count++];
  c.object = &new_object(0, ObjectKind::pipe);
  c.readers = c.writers = 1;
  c.begin = c.size = 0;
  c.shut = false;
  c.capacity = rt().processes.small_pipes ||
                       inject_failure(protocol::fault_small_pipe, site)
                   ? page_size
                   : channel_capacity;
  return &c;
}

bool can_receive(const Channel& c) {
  return c.size > 0 || c.writers == 0 || c.shut;
}

bool can_send(const Channel& c, std::size_t size) {
  return c.readers == 0 || c.shut || room(c) >= least_room(size);
}

ssize_t receive(Channel& c, void* to, std::size_t size, bool may_wait,
                bool peek, Address site) {
  SyncObject& o = *c.object;
  if (may_wait && interrupted(c, site)) return -EINTR;
  if (may_wait && size > 0) {
    do {
      wait_turn(Operation::receive, o, o.read_waiters, site, can_receive(c),
                no_deadline);
      if (interrupted_by_signal(true)) return -EINTR;
      if (!can_receive(c)) sleep_on();
    } while (!can_receive(c));
  } else {
    point(Operation::receive, &o, site);
    if (size > 0 && !can_receive(c)) return -EAGAIN;
  }
  if (size > 1 && c.size > 1 && current->may_fail &&
      inject(protocol::fault_short_read, &o, site))
    size = 1;
  const std::size_t n = copy_out(c, to, size);
  acquire(*current, o.clock);
  if (!peek) {
    drop_bytes(c, n);
    if (!can_receive(c)) disable_waiters(o.read_waiters);
    enable(o.waiters);
    if (n > 0) progress();
  }
  if (rt().tracing.on)
    trace_transfer(Operation::receive, &o, static_cast<std::int64_t>(n));
  return static_cast<ssize_t>(n);
}

ssize_t send(Channel& c, const void* from, std::size_t size, bool may_wait,
             Address site) {
  SyncObject& o = *c.object;
  const auto* bytes = static_cast<const std::byte*>(from);
  if (may_wait && interrupted(c, site)) return -EINTR;
  if (size > 1 && current->may_fail &&
      inject(protocol::fault_short_write, &o, site))
    size = 1;
  std::size_t done = 0;
  do {
    if (may_wait) {
      do {
        wait_turn(Operation::send, o, o.waiters, site, can_send(c, size - done),
                  no_deadline);
        if (interrupted_by_signal(true))
          return done > 0 ? static_cast<ssize_t>(done) : -EINTR;
        if (!can_send(c, size - done)) sleep_on();
      } while (!can_send(c, size - done));
    } else {
      point(Operation::send, &o, site);
      if (!can_send(c, size)) return -EAGAIN;
    }
    if (c.readers == 0 || c.shut) {
      if (rt().tracing.on)
        trace_step(Operation::send, &o, protocol::step_failed);
      return done > 0 ? static_cast<ssize_t>(done) : -EPIPE;
    }
    const std::size_t n = put(c, bytes + done, size - done);
    done += n;
    release(*current, o.clock);
    if (room(c) == 0) disable_waiters(o.waiters);
    if (c.size > 0) enable(o.read_waiters);
    progress();
    if (rt().tracing.on)
      trace_transfer(Operation::send, &o, static_cast<std::int64_t>(n));
  } while (may_wait && done < size);
  return static_cast<ssize_t>(done);
}

void drop_reader(Channel& c) {
  if (--c.readers > 0) return;
  release_for_next(c.object->clock);
  enable(c.object->waiters);
  progress();
}

void drop_writer(Channel& c, bool last) {
  SyncObject& o = *c.object;
  release_for_next(o.reader_clock);
  if (!last || --c.writers > 0) return;
  o.clock.join(o.reader_clock, rt().scheduler.task_count);
  enable(o.read_waiters);
  progress();
}

void shut(Channel& c) {
  if (c.shut) return;
  c.shut = true;
  release_for_next(c.object->clock);
  enable(c.object->read_waiters);
  enable(c.object->waiters);
  progress();
}

void reset_channels() { channels().count = 0; }

}  // namespace course::runtime
