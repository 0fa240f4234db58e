// expect: wrong-result
// test: any byte may come
// A message may contain a newline.
#pragma once
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace course {

class Connection {
 public:
  Connection(int read_fd, int write_fd);
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  ~Connection();

  void send(const std::string& message);
  std::optional<std::string> recv();
  void close();

 private:
  std::string read_full(std::size_t n);

  int read_fd_, write_fd_;
};

std::pair<Connection, Connection> make_pipe(bool duplex = true);

inline Connection::Connection(int read_fd, int write_fd)
    : read_fd_(read_fd), write_fd_(write_fd) {}

inline Connection::Connection(Connection&& other) noexcept
    : read_fd_(std::exchange(other.read_fd_, -1)),
      write_fd_(std::exchange(other.write_fd_, -1)) {}

inline Connection& Connection::operator=(Connection&& other) noexcept {
  if (this != &other) {
    close();
    read_fd_ = std::exchange(other.read_fd_, -1);
    write_fd_ = std::exchange(other.write_fd_, -1);
  }
  return *this;
}

inline Connection::~Connection() { close(); }

inline void Connection::send(const std::string& message) {
  const std::string bytes = message + '\n';
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t k = ::send(write_fd_, bytes.data() + done,
                             bytes.size() - done, MSG_NOSIGNAL);
    if (k >= 0) {
      done += static_cast<std::size_t>(k);
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "send");
    }
  }
}

inline std::optional<std::string> Connection::recv() {
  std::string message;
  for (;;) {
    const std::string c = read_full(1);
    if (c.empty() && message.empty()) return std::nullopt;
    if (c.empty()) throw std::runtime_error("a message is cut");
    if (c == "\n") return message;
    message += c;
  }
}

inline std::string Connection::read_full(std::size_t n) {
  std::string s(n, '\0');
  std::size_t done = 0;
  while (done < n) {
    const ssize_t k = ::recv(read_fd_, &s[done], n - done, 0);
    if (k == 0) break;
    if (k > 0) {
      done += static_cast<std::size_t>(k);
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "recv");
    }
  }
  s.resize(done);
  return s;
}

inline void Connection::close() {
  if (read_fd_ >= 0) ::close(read_fd_);
  if (write_fd_ >= 0 && write_fd_ != read_fd_) ::close(write_fd_);
  read_fd_ = write_fd_ = -1;
}

inline std::pair<Connection, Connection> make_pipe(bool duplex) {
  int fd[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) == -1)
    throw std::system_error(errno, std::generic_category(), "socketpair");
  if (duplex) return {Connection(fd[0], fd[0]), Connection(fd[1], fd[1])};
  return {Connection(fd[0], -1), Connection(-1, fd[1])};
}

}  // namespace course
