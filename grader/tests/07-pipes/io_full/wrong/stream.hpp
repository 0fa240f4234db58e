// expect: lifetime
// test: what is written can be read
// A stream reads ahead, and closes the descriptor of the caller.
#pragma once
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
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
  std::string s(n, '\0');
  FILE* const from = fdopen(fd, "r");
  if (!from) throw std::system_error(errno, std::generic_category(), "fdopen");
  s.resize(fread(s.data(), 1, n, from));
  fclose(from);
  return s;
}

}  // namespace course
