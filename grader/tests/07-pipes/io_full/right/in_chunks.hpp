// A buffer of fixed size, and never more than the rest.
#pragma once
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace course {

inline void write_full(int fd, std::string_view data) {
  std::size_t done = 0;
  do {  // also once for no bytes at all
    const std::size_t size = std::min<std::size_t>(1024, data.size() - done);
    const ssize_t k = write(fd, data.data() + done, size);
    if (k < 0 && errno == EINTR) continue;
    if (k < 0) throw std::system_error(errno, std::generic_category(), "write");
    done += static_cast<std::size_t>(k);
  } while (done < data.size());
}

inline std::string read_full(int fd, std::size_t n) {
  std::string s;
  char chunk[1024];
  while (s.size() < n) {
    const ssize_t k = read(fd, chunk, std::min(sizeof chunk, n - s.size()));
    if (k < 0 && errno == EINTR) continue;
    if (k < 0) throw std::system_error(errno, std::generic_category(), "read");
    if (k == 0) break;
    s.append(chunk, static_cast<std::size_t>(k));
  }
  return s;
}

}  // namespace course
