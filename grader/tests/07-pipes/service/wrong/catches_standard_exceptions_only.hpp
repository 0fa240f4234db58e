// expect: crash
// test: a handler that is killed or throws
// A handler may throw anything.
#pragma once
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
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

// A message is its length, 8 bytes, and then its bytes. False: nobody reads.
inline bool send_message(int fd, const std::string& message) {
  const std::uint64_t length = message.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  bytes += message;
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t k =
        send(fd, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (k >= 0)
      done += static_cast<std::size_t>(k);
    else if (errno != EINTR)
      return false;
  }
  return true;
}

inline bool receive_all(int fd, char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t k = recv(fd, to, size, 0);
    if (k == 0 || (k == -1 && errno != EINTR)) return false;
    if (k == -1) continue;
    to += k;
    size -= static_cast<std::size_t>(k);
  }
  return true;
}

// nullopt: no whole message will come any more.
inline std::optional<std::string> receive_message(int fd) {
  std::uint64_t length;
  char header[sizeof length];
  if (!receive_all(fd, header, sizeof header)) return std::nullopt;
  std::memcpy(&length, header, sizeof length);
  std::string message(length, '\0');
  if (!receive_all(fd, message.data(), length)) return std::nullopt;
  return message;
}

// The ends that this process has of all its services. A later worker inherits
// them and would keep the earlier ones from seeing the end.
inline std::mutex ends_mutex;
inline std::set<int> ends;

}  // namespace detail

// A background process that waits for requests and answers them one by one.
class Service {
 public:
  using Handler = std::function<std::string(const std::string& request)>;

  explicit Service(Handler handler);  // starts the process
  ~Service();                         // tells it to end and waits for that
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // handler(request), run in the other process. Any thread may call.
  // std::runtime_error if the process is gone.
  std::string call(const std::string& request);
  pid_t pid() const;

 private:
  [[noreturn]] static void work(int fd, const Handler& handler);

  int fd_;
  pid_t pid_;
  // Held from the request to its answer, so that nobody takes another's. Guards
  // gone_: once true, what comes from fd_ is no answer to anything.
  std::mutex mutex_;
  bool gone_ = false;
};

inline Service::Service(Handler handler) {
  std::fflush(nullptr);  // what is in a buffer would be printed by both
  // Around the fork, so that no end is made and not yet in the set.
  std::lock_guard lock(detail::ends_mutex);
  int fd[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) == -1)
    throw std::system_error(errno, std::generic_category(), "socketpair");
  pid_ = fork();
  if (pid_ == 0) {
    close(fd[0]);
    for (const int end : detail::ends) close(end);
    work(fd[1], handler);
  }
  const int error = errno;
  close(fd[1]);
  if (pid_ == -1) {
    close(fd[0]);
    throw std::system_error(error, std::generic_category(), "fork");
  }
  fd_ = fd[0];
  detail::ends.insert(fd_);
}

// The worker's whole life: until the end of the file, however the other side
// has come to its end.
inline void Service::work(int fd, const Handler& handler) {
  try {
    while (const auto request = detail::receive_message(fd))
      if (!detail::send_message(fd, handler(*request))) break;
  } catch (const std::exception&) {
    // The caller sees the end of the file.
  }
  std::fflush(nullptr);
  _exit(0);  // not exit: what the parent has registered is the parent's
}

inline Service::~Service() {
  {
    std::lock_guard lock(detail::ends_mutex);
    detail::ends.erase(fd_);
    close(fd_);  // first: this is what the worker waits for
  }
  while (waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) {
  }
}

inline std::string Service::call(const std::string& request) {
  std::lock_guard lock(mutex_);
  if (!gone_ && detail::send_message(fd_, request))
    if (auto answer = detail::receive_message(fd_)) return *answer;
  gone_ = true;
  throw std::runtime_error("the worker is gone");
}

inline pid_t Service::pid() const { return pid_; }

}  // namespace course
