#pragma once
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include <unistd.h>

namespace course {

// Writes all of data, or throws std::system_error.
inline void write_full(int fd, std::string_view data) {
  (void)fd;
  (void)data;
  throw std::logic_error("TODO: write_full");
}

// Reads n bytes; fewer only if the end of the file comes first.
// std::system_error on an error.
inline std::string read_full(int fd, std::size_t n) {
  (void)fd;
  (void)n;
  throw std::logic_error("TODO: read_full");
}

}  // namespace course
