#pragma once
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include <unistd.h>

namespace course {

// Writes all of data, or throws std::system_error.
inline void write_full(int fd, std::string_view data) {
  while (!data.empty()) {
    const ssize_t k = write(fd, data.data(), data.size());
    if (k >= 0) {
      // What was not taken is written again, from where it stopped.
      data.remove_prefix(static_cast<std::size_t>(k));
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "write");
    }
  }
}

// Reads n bytes; fewer only if the end of the file comes first.
// std::system_error on an error.
inline std::string read_full(int fd, std::size_t n) {
  std::string s(n, '\0');
  std::size_t done = 0;
  while (done < n) {
    // The rest, not n: what follows belongs to the next call.
    const ssize_t k = read(fd, &s[done], n - done);
    if (k == 0) break;  // there will never be more
    if (k > 0) {
      done += static_cast<std::size_t>(k);
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "read");
    }
  }
  s.resize(done);
  return s;
}

}  // namespace course
