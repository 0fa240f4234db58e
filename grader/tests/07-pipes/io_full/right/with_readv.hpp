// One piece with each call, as iovec.
#pragma once
#include <sys/uio.h>
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
    const iovec rest{const_cast<char*>(data.data()), data.size()};
    const ssize_t k = writev(fd, &rest, 1);
    if (k >= 0)
      data.remove_prefix(static_cast<std::size_t>(k));
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "write");
  }
}

inline std::string read_full(int fd, std::size_t n) {
  std::string s(n, '\0');
  std::size_t done = 0;
  while (done < n) {
    const iovec rest{s.data() + done, n - done};
    const ssize_t k = readv(fd, &rest, 1);
    if (k == 0) break;
    if (k > 0)
      done += static_cast<std::size_t>(k);
    else if (errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "read");
  }
  s.resize(done);
  return s;
}

}  // namespace course
