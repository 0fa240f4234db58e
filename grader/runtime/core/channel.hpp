// A stream of bytes from one process to another: what is between the ends of a
// pipe(7), or one direction of a pair of sockets (unix(7)). 64 KiB fit.
#pragma once

#include <sys/types.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

inline constexpr std::uint32_t channel_capacity = 64u << 10;
inline constexpr std::uint32_t page_size = 4096;

struct Channel {
  // `read_waiters` want bytes, `waiters` want room; `reader_clock` is what
  // those published who have closed a descriptor to write to
  SyncObject* object;
  std::uint32_t readers, writers;  // open files that are its ends
  std::uint32_t begin, size, capacity;
  bool shut;  // by shutdown(2): what is in it can be read, no more is put in
  std::byte bytes[channel_capacity];
};

// Null if there are too many in this schedule. With one reader and one writer.
Channel* make_channel(Address site);

bool can_receive(const Channel&);  // bytes, or the end
bool can_send(const Channel&, std::size_t size);

// As read(2) and write(2) on a pipe: return a number of bytes or minus an errno
// value. Whoever reads sees what the writers did before.
// `peek`: what it returns stays there (MSG_PEEK).
ssize_t receive(Channel&, void* to, std::size_t size, bool may_wait, bool peek,
                Address site);
// Without readers, or shut: -EPIPE; the signal is the caller's.
ssize_t send(Channel&, const void* from, std::size_t size, bool may_wait,
             Address site);

// An end is no longer open.
void drop_reader(Channel&);
// One descriptor of it is not, and of that open file none is if it was the
// `last`. Whoever reads the end sees what all have done who had one.
void drop_writer(Channel&, bool last);

// For both sides, whoever holds their descriptors.
void shut(Channel&);

void reset_channels();

}  // namespace course::runtime
