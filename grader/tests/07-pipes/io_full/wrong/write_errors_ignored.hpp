// expect: busy-wait
// test: nobody reads any more
// It does not get better by trying again.
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
  std::size_t done = 0;
  while (done < data.size()) {
    const ssize_t k = write(fd, data.data() + done, data.size() - done);
    if (k > 0) done += static_cast<std::size_t>(k);
  }
}

inline std::string read_full(int fd, std::size_t n) {
  std::string s(n, '\0');
  std::size_t done = 0;
  while (done < n) {
    const ssize_t k = read(fd, &s[done], n - done);
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
