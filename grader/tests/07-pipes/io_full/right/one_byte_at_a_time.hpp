// Slow, and right.
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
  for (const char c : data) {
    while (write(fd, &c, 1) != 1)
      if (errno != EINTR)
        throw std::system_error(errno, std::system_category());
  }
}

inline std::string read_full(int fd, std::size_t n) {
  std::string s;
  char c;
  while (s.size() < n) {
    const ssize_t k = read(fd, &c, 1);
    if (k == 0) return s;
    if (k == 1)
      s += c;
    else if (errno != EINTR)
      throw std::system_error(errno, std::system_category());
  }
  return s;
}

}  // namespace course
