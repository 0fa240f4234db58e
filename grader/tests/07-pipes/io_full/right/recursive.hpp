// What is left is a smaller task of the same kind.
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
  const ssize_t k = write(fd, data.data(), data.size());
  if (k == -1 && errno != EINTR)
    throw std::system_error(errno, std::generic_category());
  const std::size_t done = k == -1 ? 0 : static_cast<std::size_t>(k);
  if (done < data.size()) write_full(fd, data.substr(done));
}

inline std::string read_full(int fd, std::size_t n) {
  if (n == 0) return {};
  std::string s(n, '\0');
  ssize_t k;
  while ((k = read(fd, s.data(), n)) == -1)
    if (errno != EINTR) throw std::system_error(errno, std::generic_category());
  s.resize(static_cast<std::size_t>(k));
  return k == 0 ? s : s + read_full(fd, n - s.size());
}

}  // namespace course
