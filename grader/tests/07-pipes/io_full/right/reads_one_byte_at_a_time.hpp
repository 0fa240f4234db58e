// The writer of a long message is woken up by each byte, and has no room yet.
#pragma once
#include <unistd.h>

#include <cerrno>
#include <cstddef>
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
      throw std::system_error(errno, std::generic_category());
  }
}

inline std::string read_full(int fd, std::size_t n) {
  std::string s;
  while (s.size() < n) {
    char c;
    const ssize_t k = read(fd, &c, 1);
    if (k == 0) break;
    if (k > 0)
      s += c;
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category());
  }
  return s;
}

}  // namespace course
