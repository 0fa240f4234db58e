// expect: deadlock
// test: an error is not the end
// Takes the flag of the descriptor away.
#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace course {

inline void must_wait(int fd) {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
}

inline void write_full(int fd, std::string_view data) {
  must_wait(fd);
  while (!data.empty()) {
    const ssize_t k = write(fd, data.data(), data.size());
    if (k >= 0)
      data.remove_prefix(static_cast<std::size_t>(k));
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category());
  }
}

inline std::string read_full(int fd, std::size_t n) {
  std::string s(n, 0);
  std::size_t done = 0;
  while (done < n) {
    const ssize_t k = read(fd, &s[done], n - done);
    if (k == 0) break;
    if (k > 0)
      done += static_cast<std::size_t>(k);
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category());
  }
  s.resize(done);
  return s;
}

}  // namespace course
