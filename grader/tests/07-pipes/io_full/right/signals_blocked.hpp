// Without signals nothing interrupts; what does all the same is tried again.
#pragma once
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace course {

class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before_);
  }
  ~NoSignals() {
    const int error = errno;
    sigprocmask(SIG_SETMASK, &before_, nullptr);
    errno = error;
  }

 private:
  sigset_t before_;
};

template <class Call>
std::size_t uninterrupted(Call call) {
  for (;;) {
    const ssize_t k = call();
    if (k >= 0) return static_cast<std::size_t>(k);
    if (errno != EINTR) throw std::system_error(errno, std::system_category());
  }
}

inline void write_full(int fd, std::string_view data) {
  NoSignals none;
  while (!data.empty())
    data.remove_prefix(
        uninterrupted([&] { return write(fd, data.data(), data.size()); }));
}

inline std::string read_full(int fd, std::size_t n) {
  NoSignals none;
  std::string s(n, '\0');
  auto at = s.begin();
  while (at != s.end()) {
    const std::size_t k = uninterrupted(
        [&] { return read(fd, &*at, static_cast<std::size_t>(s.end() - at)); });
    if (k == 0) break;
    at += static_cast<std::ptrdiff_t>(k);
  }
  s.erase(at, s.end());
  return s;
}

}  // namespace course
