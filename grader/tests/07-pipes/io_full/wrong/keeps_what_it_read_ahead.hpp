// expect: wrong-result
// test: what follows is left for the next call
// One buffer for all descriptors: what is left of one pipe comes out of
// another.
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

inline std::string ahead;

inline void write_full(int fd, std::string_view data) {
  while (!data.empty()) {
    const ssize_t k = write(fd, data.data(), data.size());
    if (k >= 0)
      data.remove_prefix(static_cast<std::size_t>(k));
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "write");
  }
}

inline std::string read_full(int fd, std::size_t n) {
  char chunk[512];
  while (ahead.size() < n) {
    const ssize_t k = read(fd, chunk, sizeof chunk);
    if (k == 0) break;
    if (k > 0)
      ahead.append(chunk, static_cast<std::size_t>(k));
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "read");
  }
  const std::string s = ahead.substr(0, n);
  ahead.erase(0, s.size());
  return s;
}

}  // namespace course
