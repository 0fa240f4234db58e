// A pipe in each direction; SIGPIPE is blocked and taken away.
#pragma once
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>

namespace course {

namespace detail {

inline bool send_message(int fd, const std::string& message) {
  const std::uint64_t length = message.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  bytes += message;
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t k = write(fd, bytes.data() + done, bytes.size() - done);
    if (k >= 0)
      done += static_cast<std::size_t>(k);
    else if (errno != EINTR)
      return false;
  }
  return true;
}

inline bool receive_all(int fd, char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t k = read(fd, to, size);
    if (k == 0 || (k == -1 && errno != EINTR)) return false;
    if (k == -1) continue;
    to += k;
    size -= static_cast<std::size_t>(k);
  }
  return true;
}

inline std::optional<std::string> receive_message(int fd) {
  std::uint64_t length;
  char header[sizeof length];
  if (!receive_all(fd, header, sizeof header)) return std::nullopt;
  std::memcpy(&length, header, sizeof length);
  std::string message(length, '\0');
  if (!receive_all(fd, message.data(), length)) return std::nullopt;
  return message;
}

inline std::mutex ends_mutex;
inline std::set<int> ends;

}  // namespace detail

class Service {
 public:
  using Handler = std::function<std::string(const std::string& request)>;

  explicit Service(Handler handler);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  std::string call(const std::string& request);
  pid_t pid() const;

 private:
  [[noreturn]] static void work(int from, int to, const Handler& handler);

  int to_, from_;
  void close_ends();

  pid_t pid_;
  std::mutex mutex_;
  bool gone_ = false;
};

inline Service::Service(Handler handler) {
  std::fflush(nullptr);
  std::lock_guard lock(detail::ends_mutex);
  int ask[2], answer[2];
  if (pipe2(ask, O_CLOEXEC) == -1)
    throw std::system_error(errno, std::generic_category(), "pipe2");
  if (pipe2(answer, O_CLOEXEC) == -1) {
    const int error = errno;
    close(ask[0]);
    close(ask[1]);
    throw std::system_error(error, std::generic_category(), "pipe2");
  }
  detail::ends.insert({ask[1], answer[0]});
  pid_ = fork();
  if (pid_ == 0) {
    for (const int end : detail::ends) close(end);
    work(ask[0], answer[1], handler);
  }
  const int error = errno;
  close(ask[0]);
  close(answer[1]);
  to_ = ask[1];
  from_ = answer[0];
  if (pid_ == -1) {
    close_ends();
    throw std::system_error(error, std::generic_category(), "fork");
  }
}

inline void Service::close_ends() {
  for (const int end : {to_, from_}) {
    detail::ends.erase(end);
    close(end);
  }
}

inline void Service::work(int from, int to, const Handler& handler) {
  try {
    while (const auto request = detail::receive_message(from))
      if (!detail::send_message(to, handler(*request))) break;
  } catch (...) {
  }
  std::fflush(nullptr);
  _exit(0);
}

inline Service::~Service() {
  {
    std::lock_guard lock(detail::ends_mutex);
    close_ends();
  }
  while (waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) {
  }
}

inline std::string Service::call(const std::string& request) {
  std::lock_guard lock(mutex_);
  sigset_t sigpipe, before;
  sigemptyset(&sigpipe);
  sigaddset(&sigpipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &sigpipe, &before);
  if (!gone_ && !detail::send_message(to_, request)) {
    gone_ = true;
    const timespec at_once{};
    sigtimedwait(&sigpipe, nullptr, &at_once);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (!gone_)
    if (auto answer = detail::receive_message(from_)) return *answer;
  gone_ = true;
  throw std::runtime_error("the worker is gone");
}

inline pid_t Service::pid() const { return pid_; }

}  // namespace course
