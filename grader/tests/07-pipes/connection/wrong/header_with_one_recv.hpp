// expect: crash
// test: sends and receives may be short
// Four bytes may come in two pieces, too.
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
      throw std::system_error(errno, std::generic_category(), "send");
    }
  }
}

inline std::optional<std::string> Connection::recv() {
  std::string header(sizeof(std::uint64_t), '\0');
  ssize_t k;
  do {
    k = ::recv(read_fd_, header.data(), header.size(), 0);
  } while (k == -1 && errno == EINTR);
  if (k == -1) throw std::system_error(errno, std::generic_category(), "recv");
  if (k == 0) return std::nullopt;
  header.resize(static_cast<std::size_t>(k));
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
