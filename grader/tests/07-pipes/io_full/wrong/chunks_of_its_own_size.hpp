// expect: wrong-result
// test: what follows is left for the next call
// It reads more than was asked for, and throws it away.
#pragma once
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace course {

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
  std::string s;
  char chunk[512];
  while (s.size() < n) {
    const ssize_t k = read(fd, chunk, sizeof chunk);
    if (k == 0) break;
    if (k > 0)
      s.append(chunk, static_cast<std::size_t>(k));
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "read");
  }
  if (s.size() > n) s.resize(n);
  return s;
}

}  // namespace course
