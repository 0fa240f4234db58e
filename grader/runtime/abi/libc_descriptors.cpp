// Descriptors: pipes, reading and writing. Sockets: libc_sockets.cpp.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdarg>

#include "runtime/abi/transfers.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/file_locks.hpp"

using namespace course::runtime;

namespace {

int status_flags(const OpenFile& f) {
  if (f.memory) {
    const int access = !f.writable ? O_RDONLY : f.readable ? O_RDWR : O_WRONLY;
    return access | (f.append ? O_APPEND : 0);
  }
  const int access = f.in && f.out ? O_RDWR : f.out ? O_WRONLY : O_RDONLY;
  return access | (f.nonblocking ? O_NONBLOCK : 0);
}

// fcntl(2) of locks: of whole files, or of a first byte that stands for them.
int control_lock(int fd, int command, struct flock& l, Address site) {
  const OpenFile* const f = find_file(fd);
  const off_t offset = !f->memory ? raw_syscall(SYS_lseek, f->real, 0, SEEK_CUR)
                                  : static_cast<off_t>(f->offset);
  if (l.l_whence == SEEK_CUR && offset > 0) l.l_start += offset;
  if (l.l_start != 0 || l.l_whence == SEEK_END)
    refuse_call(Verdict::forbidden,
                "fcntl or lockf for a lock on a part of a file", site);
  const LockOwner owner = command == F_OFD_GETLK || command == F_OFD_SETLK ||
                                  command == F_OFD_SETLKW
                              ? LockOwner::open_file
                              : LockOwner::process;
  const LockKind kind = l.l_type == F_WRLCK   ? LockKind::exclusive
                        : l.l_type == F_RDLCK ? LockKind::shared
                                              : LockKind::none;
  if (command == F_GETLK || command == F_OFD_GETLK) {
    const int answer = can_lock_file(fd, kind, owner, site);
    if (answer > 0) l.l_type = F_UNLCK;
    return static_cast<int>(result_of(answer < 0 ? answer : 0));
  }
  const bool may_wait = command == F_SETLKW || command == F_OFD_SETLKW;
  return static_cast<int>(
      result_of(lock_file(fd, kind, owner, may_wait, site)));
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
      d->file->append = argument & O_APPEND;
      return 0;
    case F_GETLK:
    case F_SETLK:
    case F_SETLKW:
    case F_OFD_GETLK:
    case F_OFD_SETLK:
    case F_OFD_SETLKW:
      return control_lock(fd, command,
                          *reinterpret_cast<struct flock*>(argument), site);
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
  const unsigned from = first < 0 ? 0 : static_cast<unsigned>(first);
  if (inside())
    close_descriptors_from(from, ~0u, COURSE_SITE);
  else
    real(SYS_close_range, from, ~0u);
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

int flock(int fd, int operation) noexcept {
  if (is_real(fd)) return static_cast<int>(real(SYS_flock, fd, operation));
  const int what = operation & ~LOCK_NB;
  const LockKind kind = what == LOCK_EX   ? LockKind::exclusive
                        : what == LOCK_SH ? LockKind::shared
                                          : LockKind::none;
  return static_cast<int>(result_of(lock_file(
      fd, kind, LockOwner::flock, !(operation & LOCK_NB), COURSE_SITE)));
}
int lockf(int fd, int command, off_t size) noexcept(false) {
  struct flock l {};
  l.l_type = command == F_ULOCK ? F_UNLCK : F_WRLCK;
  l.l_whence = SEEK_CUR;
  l.l_len = size;
  const int what = command == F_LOCK   ? F_SETLKW
                   : command == F_TEST ? F_GETLK
                                       : F_SETLK;
  if (is_real(fd))
    return static_cast<int>(real(SYS_fcntl, fd, what, as_long(&l)));
  if (!find_file(fd)) return errno = EBADF, -1;
  const int answer = control_lock(fd, what, l, COURSE_SITE);
  if (answer == 0 && command == F_TEST && l.l_type != F_UNLCK)
    return errno = EACCES, -1;
  return answer;
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
ssize_t pread(int fd, void* to, std::size_t size, off_t at) noexcept(false) {
  if (is_real(fd))
    return real(SYS_pread64, fd, as_long(to), static_cast<long>(size), at);
  return read_at(fd, to, size, at, COURSE_SITE, COURSE_FRAME);
}
ssize_t pread64(int fd, void* to, std::size_t size, off_t at) noexcept(false) {
  if (is_real(fd))
    return real(SYS_pread64, fd, as_long(to), static_cast<long>(size), at);
  return read_at(fd, to, size, at, COURSE_SITE, COURSE_FRAME);
}
ssize_t pwrite(int fd, const void* from, std::size_t size,
               off_t at) noexcept(false) {
  if (is_real(fd))
    return real(SYS_pwrite64, fd, as_long(from), static_cast<long>(size), at);
  return write_at(fd, from, size, at, COURSE_SITE, COURSE_FRAME);
}
ssize_t pwrite64(int fd, const void* from, std::size_t size,
                 off_t at) noexcept(false) {
  if (is_real(fd))
    return real(SYS_pwrite64, fd, as_long(from), static_cast<long>(size), at);
  return write_at(fd, from, size, at, COURSE_SITE, COURSE_FRAME);
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

}  // extern "C"
