// Pairs of stream sockets: unix(7), socket(7). Others are the machine's.
#include <sys/socket.h>
#include <sys/syscall.h>

#include "runtime/abi/transfers.hpp"

using namespace course::runtime;

namespace {

bool is_socket(int fd) {
  const OpenFile* const f = find_file(fd);
  if (f && f->socket) return true;
  errno = f ? ENOTSOCK : EBADF;
  return false;
}

Transfer transfer(int flags) {
  return {.may_wait = !(flags & MSG_DONTWAIT),
          .signals = !(flags & MSG_NOSIGNAL),
          .peek = (flags & MSG_PEEK) != 0,
          .all = (flags & MSG_WAITALL) && !(flags & (MSG_PEEK | MSG_DONTWAIT))};
}

ssize_t receive_here(int fd, void* to, std::size_t size, int flags,
                     Address site, Address frame) {
  if (!is_socket(fd)) return -1;
  return read_here(fd, to, size, transfer(flags), site, frame);
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

int socketpair(int domain, int type, int protocol, int* ends) noexcept(false) {
  if (!inside())
    return static_cast<int>(
        real(SYS_socketpair, domain, type, protocol, as_long(ends)));
  constexpr int flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
  if (domain != AF_UNIX || (type & ~flags) != SOCK_STREAM)
    return errno = EOPNOTSUPP, -1;
  int made[2];
  const int error = make_socket_pair(made, type & SOCK_CLOEXEC,
                                     type & SOCK_NONBLOCK, COURSE_SITE);
  if (error == 0) ends[0] = made[0], ends[1] = made[1];
  return static_cast<int>(result_of(error));
}

int shutdown(int fd, int how) noexcept(false) {
  if (is_real(fd)) return static_cast<int>(real(SYS_shutdown, fd, how));
  return static_cast<int>(result_of(shut_down(fd, how, COURSE_SITE)));
}

ssize_t recv(int fd, void* to, std::size_t size, int flags) noexcept(false) {
  if (is_real(fd))
    return real(SYS_recvfrom, fd, as_long(to), static_cast<long>(size), flags);
  return receive_here(fd, to, size, flags, COURSE_SITE, COURSE_FRAME);
}
ssize_t recvfrom(int fd, void* to, std::size_t size, int flags, sockaddr* from,
                 socklen_t* length) noexcept(false) {
  if (is_real(fd))
    return real(SYS_recvfrom, fd, as_long(to), static_cast<long>(size), flags,
                as_long(from), as_long(length));
  if (length) *length = 0;  // it has no name
  return receive_here(fd, to, size, flags, COURSE_SITE, COURSE_FRAME);
}
ssize_t recvmsg(int fd, msghdr* message, int flags) noexcept(false) {
  if (is_real(fd)) return real(SYS_recvmsg, fd, as_long(message), flags);
  if (!is_socket(fd)) return -1;
  message->msg_namelen = 0;
  message->msg_controllen = 0;  // descriptors are not passed on
  message->msg_flags = 0;
  return read_pieces(fd, message->msg_iov, message->msg_iovlen, transfer(flags),
                     COURSE_SITE, COURSE_FRAME);
}

ssize_t send(int fd, const void* from, std::size_t size,
             int flags) noexcept(false) {
  if (is_real(fd))
    return real(SYS_sendto, fd, as_long(from), static_cast<long>(size), flags);
  if (!is_socket(fd)) return -1;
  return write_here(fd, from, size, transfer(flags), COURSE_SITE, COURSE_FRAME);
}
ssize_t sendto(int fd, const void* from, std::size_t size, int flags,
               const sockaddr* to, socklen_t length) noexcept(false) {
  if (is_real(fd))
    return real(SYS_sendto, fd, as_long(from), static_cast<long>(size), flags,
                as_long(to), length);
  if (!is_socket(fd)) return -1;
  if (to) return errno = EISCONN, -1;
  return write_here(fd, from, size, transfer(flags), COURSE_SITE, COURSE_FRAME);
}
ssize_t sendmsg(int fd, const msghdr* message, int flags) noexcept(false) {
  if (is_real(fd)) return real(SYS_sendmsg, fd, as_long(message), flags);
  if (!is_socket(fd)) return -1;
  if (message->msg_controllen > 0) return errno = EOPNOTSUPP, -1;
  return write_pieces(fd, message->msg_iov, message->msg_iovlen,
                      transfer(flags), COURSE_SITE, COURSE_FRAME);
}

}  // extern "C"
