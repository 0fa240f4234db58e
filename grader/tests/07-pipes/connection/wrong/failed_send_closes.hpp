// expect: wrong-result
// test: the other end is closed
// The last words of the other end are lost.
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
  int read_fd_, write_fd_;
  std::string inbox_;  // what has come, and is of no message yet
};

std::pair<Connection, Connection> make_pipe(bool duplex = true);

inline Connection::Connection(int read_fd, int write_fd)
    : read_fd_(read_fd), write_fd_(write_fd) {}

inline Connection::Connection(Connection&& other) noexcept
    : read_fd_(std::exchange(other.read_fd_, -1)),
      write_fd_(std::exchange(other.write_fd_, -1)),
      inbox_(std::move(other.inbox_)) {}

inline Connection& Connection::operator=(Connection&& other) noexcept {
  if (this != &other) {
    close();
    read_fd_ = std::exchange(other.read_fd_, -1);
    write_fd_ = std::exchange(other.write_fd_, -1);
    inbox_ = std::move(other.inbox_);
  }
  return *this;
}

inline Connection::~Connection() { close(); }

inline void Connection::send(const std::string& message) {
  const std::uint64_t length = message.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  bytes += message;
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t k = ::send(write_fd_, bytes.data() + done,
                             bytes.size() - done, MSG_NOSIGNAL);
    if (k >= 0) {
      done += static_cast<std::size_t>(k);
    } else if (errno != EINTR) {
      const int error = errno;
      if (error == EPIPE) close();
      throw std::system_error(error, std::generic_category(), "send");
    }
  }
}

inline std::optional<std::string> Connection::recv() {
  if (read_fd_ < 0)
    throw std::system_error(EBADF, std::generic_category(), "recv");
  for (;;) {
    std::uint64_t length;
    if (inbox_.size() >= sizeof length) {
      std::memcpy(&length, inbox_.data(), sizeof length);
      if (inbox_.size() - sizeof length >= length) {
        std::string message = inbox_.substr(sizeof length, length);
        inbox_.erase(0, sizeof length + length);
        return message;
      }
    }
    char bytes[4096];
    const ssize_t k = ::recv(read_fd_, bytes, sizeof bytes, 0);
    if (k == -1 && errno != EINTR)
      throw std::system_error(errno, std::generic_category(), "recv");
    if (k > 0) inbox_.append(bytes, static_cast<std::size_t>(k));
    if (k == 0 && inbox_.empty()) return std::nullopt;
    if (k == 0) throw std::runtime_error("a message is cut");
  }
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
