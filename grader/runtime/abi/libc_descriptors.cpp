// Descriptors: pipes, reading and writing. Sockets: libc_sockets.cpp.
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdarg>

#include "runtime/abi/transfers.hpp"
#include "runtime/core/poll.hpp"
#include "runtime/core/virtual_time.hpp"

using namespace course::runtime;

namespace {

int status_flags(const OpenFile& f) {
  const int access = f.in && f.out ? O_RDWR : f.out ? O_WRONLY : O_RDONLY;
  return access | (f.nonblocking ? O_NONBLOCK : 0);
}

int control(int fd, int command, long argument, Address site) {
  Descriptor* const d = find_descriptor(fd);
  if (!d) return errno = EBADF, -1;
  switch (command) {
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
      return static_cast<int>(result_of(duplicate(
          fd, static_cast<int>(argument), command == F_DUPFD_CLOEXEC, site)));
    case F_GETFD:
      return d->close_on_exec ? FD_CLOEXEC : 0;
    case F_SETFD:
      d->close_on_exec = argument & FD_CLOEXEC;
      return 0;
    case F_GETFL:
      if (d->file->real < 0) return status_flags(*d->file);
      break;
    case F_SETFL:
      if (d->file->real >= 0) break;
      d->file->nonblocking = argument & O_NONBLOCK;
      return 0;
    default:
      if (d->file->real < 0) return errno = EINVAL, -1;
  }
  return static_cast<int>(real(SYS_fcntl, d->file->real, command, argument));
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

int pipe2(int* ends, int flags) noexcept(false) {
  if (!inside()) return static_cast<int>(real(SYS_pipe2, as_long(ends), flags));
  int made[2];
  const int error =
      make_pipe(made, flags & O_CLOEXEC, flags & O_NONBLOCK, COURSE_SITE);
  if (error == 0) ends[0] = made[0], ends[1] = made[1];
  return static_cast<int>(result_of(error));
}
int pipe(int* ends) noexcept(false) {
  if (!inside()) return static_cast<int>(real(SYS_pipe2, as_long(ends), 0));
  int made[2];
  const int error = make_pipe(made, false, false, COURSE_SITE);
  if (error == 0) ends[0] = made[0], ends[1] = made[1];
  return static_cast<int>(result_of(error));
}

int close(int fd) noexcept(false) {
  if (is_real(fd)) return static_cast<int>(real(SYS_close, fd));
  return static_cast<int>(result_of(close_descriptor(fd, COURSE_SITE)));
}

int close_range(unsigned first, unsigned last, int flags) noexcept(false) {
  if (!inside())
    return static_cast<int>(real(SYS_close_range, first, last, flags));
  if (first > last || flags) return errno = EINVAL, -1;
  close_descriptors_from(first, last, COURSE_SITE);
  return 0;
}
void closefrom(int first) noexcept(false) {
  close_range(first < 0 ? 0 : static_cast<unsigned>(first), ~0u, 0);
}

int dup(int fd) noexcept(false) {
  if (is_real(fd)) return static_cast<int>(real(SYS_dup, fd));
  return static_cast<int>(result_of(duplicate(fd, 0, false, COURSE_SITE)));
}
int dup2(int fd, int wanted) noexcept(false) {
  if (is_real(fd)) return static_cast<int>(real(SYS_dup2, fd, wanted));
  return static_cast<int>(
      result_of(duplicate_to(fd, wanted, false, COURSE_SITE)));
}
int dup3(int fd, int wanted, int flags) noexcept(false) {
  if (is_real(fd)) return static_cast<int>(real(SYS_dup3, fd, wanted, flags));
  if (fd == wanted) return errno = EINVAL, -1;
  return static_cast<int>(
      result_of(duplicate_to(fd, wanted, flags & O_CLOEXEC, COURSE_SITE)));
}

int fcntl(int fd, int command, ...) noexcept(false) {
  va_list list;
  va_start(list, command);
  const long argument = va_arg(list, long);
  va_end(list);
  if (is_real(fd))
    return static_cast<int>(real(SYS_fcntl, fd, command, argument));
  return control(fd, command, argument, COURSE_SITE);
}
int fcntl64(int fd, int command, ...) noexcept(false) {
  va_list list;
  va_start(list, command);
  const long argument = va_arg(list, long);
  va_end(list);
  if (is_real(fd))
    return static_cast<int>(real(SYS_fcntl, fd, command, argument));
  return control(fd, command, argument, COURSE_SITE);
}

int open(const char* path, int flags, ...) noexcept(false) {
  va_list list;
  va_start(list, flags);
  const int mode = va_arg(list, int);
  va_end(list);
  const long fd = raw_syscall(SYS_open, as_long(path), flags, mode);
  if (fd < 0 || !inside()) return static_cast<int>(result_of(fd));
  return static_cast<int>(result_of(
      adopt_descriptor(static_cast<int>(fd), flags & O_CLOEXEC, COURSE_SITE)));
}

ssize_t read(int fd, void* to, std::size_t size) noexcept(false) {
  if (is_real(fd))
    return real(SYS_read, fd, as_long(to), static_cast<long>(size));
  return read_here(fd, to, size, {}, COURSE_SITE, COURSE_FRAME);
}
ssize_t write(int fd, const void* from, std::size_t size) noexcept(false) {
  if (is_real(fd))
    return real(SYS_write, fd, as_long(from), static_cast<long>(size));
  return write_here(fd, from, size, {}, COURSE_SITE, COURSE_FRAME);
}
ssize_t readv(int fd, const iovec* list, int count) noexcept(false) {
  if (is_real(fd)) return real(SYS_readv, fd, as_long(list), count);
  return read_pieces(fd, list, static_cast<std::size_t>(count), {}, COURSE_SITE,
                     COURSE_FRAME);
}
ssize_t writev(int fd, const iovec* list, int count) noexcept(false) {
  if (is_real(fd)) return real(SYS_writev, fd, as_long(list), count);
  return write_pieces(fd, list, static_cast<std::size_t>(count), {},
                      COURSE_SITE, COURSE_FRAME);
}

int poll(pollfd* list, nfds_t count, int milliseconds) noexcept(false) {
  if (!inside())
    return static_cast<int>(
        real(SYS_poll, as_long(list), static_cast<long>(count), milliseconds));
  const std::uint64_t deadline =
      milliseconds < 0
          ? no_deadline
          : deadline_in(static_cast<std::uint64_t>(milliseconds) * 1'000'000);
  return static_cast<int>(result_of(
      poll_files(list, static_cast<unsigned>(count), deadline, COURSE_SITE)));
}

}  // extern "C"
