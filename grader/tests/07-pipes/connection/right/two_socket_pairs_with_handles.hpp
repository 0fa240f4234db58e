// A socket for each direction, and a class that owns one descriptor.
#pragma once
#include <fcntl.h>
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

class Handle {
 public:
  explicit Handle(int fd = -1) : fd_(fd) {}
  Handle(Handle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Handle() {
    if (fd_ >= 0) ::close(fd_);
  }
  int release() { return std::exchange(fd_, -1); }
  int get() const {
    if (fd_ < 0) throw std::system_error(EBADF, std::generic_category());
    return fd_;
  }

 private:
  int fd_;
};

class Connection {
 public:
  Connection(int read_fd, int write_fd);
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  ~Connection();

  void send(const std::string& message);
  std::optional<std::string> recv();
  void close();

  int release_read() { return read_.release(); }
  int release_write() { return write_.release(); }

 private:
  std::string read_full(std::size_t n);

  Handle read_, write_;  // the second is empty if they are one
  bool one_ = false;
};

std::pair<Connection, Connection> make_pipe(bool duplex = true);

inline Connection::Connection(int read_fd, int write_fd)
    : read_(read_fd),
      write_(read_fd == write_fd ? -1 : write_fd),
      one_(read_fd == write_fd) {}

inline Connection::Connection(Connection&& other) noexcept = default;

inline Connection& Connection::operator=(Connection&& other) noexcept {
  if (this == &other) return *this;
  close();
  read_ = std::move(other.read_);
  write_ = std::move(other.write_);
  one_ = other.one_;
  return *this;
}

inline Connection::~Connection() = default;

inline void Connection::send(const std::string& message) {
  const std::uint64_t length = message.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  bytes += message;
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t k =
        ::send(one_ ? read_.get() : write_.get(), bytes.data() + done,
               bytes.size() - done, MSG_NOSIGNAL);
    if (k >= 0) {
      done += static_cast<std::size_t>(k);
    } else if (errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "send");
    }
  }
}

inline std::optional<std::string> Connection::recv() {
  const std::string header = read_full(sizeof(std::uint64_t));
  if (header.empty()) return std::nullopt;
  if (header.size() < sizeof(std::uint64_t))
    throw std::runtime_error("the length of a message is cut");
  std::uint64_t length;
  std::memcpy(&length, header.data(), sizeof length);
  std::string message = read_full(length);
  if (message.size() < length) throw std::runtime_error("a message is cut");
  return message;
}

inline std::string Connection::read_full(std::size_t n) {
  std::string s(n, '\0');
  std::size_t done = 0;
  while (done < n) {
    const ssize_t k = ::recv(read_.get(), &s[done], n - done, 0);
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
  Handle(std::move(read_));
  Handle(std::move(write_));
}

inline std::pair<Connection, Connection> make_pipe(bool duplex) {
  const auto pair = [] {
    int fd[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) == -1)
      throw std::system_error(errno, std::generic_category(), "socketpair");
    for (const int end : fd) fcntl(end, F_SETFD, FD_CLOEXEC);
    shutdown(fd[0], SHUT_WR);
    shutdown(fd[1], SHUT_RD);
    return Connection(fd[0], fd[1]);  // owned, whatever happens next
  };
  Connection there = pair();
  if (!duplex)
    return {Connection(there.release_read(), -1),
            Connection(-1, there.release_write())};
  Connection back = pair();
  return {Connection(back.release_read(), there.release_write()),
          Connection(there.release_read(), back.release_write())};
}

}  // namespace course
