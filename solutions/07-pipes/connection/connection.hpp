#pragma once
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace course {

// One end of Python's multiprocessing.Pipe: whole messages, not bytes.
class Connection {
 public:
  // Owns both descriptors (they may be equal); -1: not this direction.
  Connection(int read_fd, int write_fd);
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;
  ~Connection();

  // std::system_error if nobody can receive it any more.
  void send(const std::string& message);
  // nullopt: the other end is closed. std::runtime_error: cut message.
  std::optional<std::string> recv();
  void close();

 private:
  // Fewer than n bytes only at the end of the file.
  std::string read_full(std::size_t n);

  int read_fd_, write_fd_;  // -1: not this direction, or no more
};

// duplex: both ends send and receive. Otherwise first receives, second sends.
// The descriptors do not survive exec.
std::pair<Connection, Connection> make_pipe(bool duplex = true);

inline Connection::Connection(int read_fd, int write_fd)
    : read_fd_(read_fd), write_fd_(write_fd) {}

// Whoever is moved from must forget the numbers: they will soon be others'.
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

// A message is its length, 8 bytes, and then its bytes.
inline void Connection::send(const std::string& message) {
  const std::uint64_t length = message.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  bytes += message;
  for (std::size_t done = 0; done < bytes.size();) {
    // Without the flag, the partner's death would be ours.
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
  const std::string header = read_full(sizeof(std::uint64_t));
  // Nothing at all before a message: the end. Anything else missing: cut.
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
  // One socket may be both.
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
