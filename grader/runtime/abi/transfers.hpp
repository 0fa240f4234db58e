// What the entry points for descriptors, sockets and streams have in common:
// bytes between the program's memory and an open file.
#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/results.hpp"
#include "runtime/core/descriptors.hpp"
#include "runtime/core/shadow.hpp"

namespace course::runtime {

// Not one of the program's: see descriptors.hpp.
inline bool is_real(int fd) {
  return !inside() || fd >= static_cast<int>(max_descriptors);
}

struct Transfer {
  bool may_wait = true;
  bool signals = true;  // SIGPIPE
  bool peek = false;
  bool all = false;  // of what is read: goes on until it is there, the end
                     // comes, or a signal
};

// The program's memory that the call writes to or reads from is an access of
// the program's.
inline long read_here(int fd, void* to, std::size_t size, Transfer how,
                      Address site, Address frame) {
  auto* const bytes = static_cast<std::byte*>(to);
  std::size_t done = 0;
  do {
    const ssize_t n =
        read_file(fd, bytes + done, size - done, how.may_wait, how.peek, site);
    if (n < 0 && done == 0) return result_of(n);
    if (n <= 0) break;
    access_range(reinterpret_cast<Address>(bytes + done),
                 static_cast<std::size_t>(n), AccessKind::write, site, frame);
    done += static_cast<std::size_t>(n);
  } while (how.all && done < size);
  return static_cast<long>(done);
}

inline long write_here(int fd, const void* from, std::size_t size, Transfer how,
                       Address site, Address frame) {
  access_range(reinterpret_cast<Address>(from), size, AccessKind::read, site,
               frame);
  return result_of(write_file(fd, from, size, how.may_wait, how.signals, site));
}

// A peek sees the same bytes again, so this is one, of a page.
inline ssize_t peek_pieces(int fd, const iovec* list, std::size_t count,
                           Transfer how, Address site, Address frame) {
  std::byte together[page_size];
  std::size_t sum = 0, done = 0;
  for (std::size_t i = 0; i < count; ++i)
    sum = std::min(sum + list[i].iov_len, sizeof together);
  const long n =
      result_of(read_file(fd, together, sum, how.may_wait, true, site));
  for (; n > 0 && done < static_cast<std::size_t>(n); ++list) {
    const std::size_t part =
        std::min(list->iov_len, static_cast<std::size_t>(n) - done);
    access_range(reinterpret_cast<Address>(list->iov_base), part,
                 AccessKind::write, site, frame);
    __builtin_memcpy(list->iov_base, together + done, part);
    done += part;
  }
  return n;
}

inline long read_at(int fd, void* to, std::size_t size, off_t offset,
                    Address site, Address frame) {
  const ssize_t n = read_file_at(fd, to, size, offset, site);
  if (n > 0)
    access_range(reinterpret_cast<Address>(to), static_cast<std::size_t>(n),
                 AccessKind::write, site, frame);
  return result_of(n);
}

inline long write_at(int fd, const void* from, std::size_t size, off_t offset,
                     Address site, Address frame) {
  access_range(reinterpret_cast<Address>(from), size, AccessKind::read, site,
               frame);
  return result_of(write_file_at(fd, from, size, offset, site));
}

// Pieces go one by one, so others may come between them.
inline ssize_t read_pieces(int fd, const iovec* list, std::size_t count,
                           Transfer how, Address site, Address frame) {
  if (how.peek && count > 1)
    return peek_pieces(fd, list, count, how, site, frame);
  ssize_t done = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (list[i].iov_len == 0) continue;
    how.may_wait = how.may_wait && (done == 0 || how.all);
    const ssize_t n =
        read_here(fd, list[i].iov_base, list[i].iov_len, how, site, frame);
    if (n < 0) return done > 0 ? done : -1;
    done += n;
    if (static_cast<std::size_t>(n) < list[i].iov_len) break;
  }
  return done;
}

// What is no longer than PIPE_BUF goes in as a whole.
inline ssize_t write_pieces(int fd, const iovec* list, std::size_t count,
                            Transfer how, Address site, Address frame) {
  std::byte together[page_size];
  std::size_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t size = list[i].iov_len;
    if (sum + size <= sizeof together && size > 0) {
      access_range(reinterpret_cast<Address>(list[i].iov_base), size,
                   AccessKind::read, site, frame);
      __builtin_memcpy(together + sum, list[i].iov_base, size);
    }
    sum += size;
  }
  if (sum <= sizeof together)
    return result_of(
        write_file(fd, together, sum, how.may_wait, how.signals, site));
  ssize_t done = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (list[i].iov_len == 0) continue;
    const ssize_t n =
        write_here(fd, list[i].iov_base, list[i].iov_len, how, site, frame);
    if (n < 0) return done > 0 ? done : -1;
    done += n;
    if (static_cast<std::size_t>(n) < list[i].iov_len) break;
  }
  return done;
}

}  // namespace course::runtime
