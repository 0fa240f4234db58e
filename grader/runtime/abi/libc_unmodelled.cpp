// Calls on descriptors that are not modelled: of a pipe, a socket or a file in
// memory they would reach what the machine has under that number, and change or
// report nothing. Of the machine's own files they are as ever.
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdarg>

#include "runtime/abi/transfers.hpp"
#include "runtime/core/ends.hpp"

using namespace course::runtime;

namespace {

bool is_modelled(int fd) {
  const OpenFile* const f = is_real(fd) ? nullptr : find_file(fd);
  return f && f->real < 0;
}

// The machine's number of it; -1: it is not open.
int real_of(int fd, const char* call, Address site) {
  if (is_real(fd)) return fd;
  if (is_modelled(fd)) refuse_call(Verdict::forbidden, call, site);
  const OpenFile* const f = find_file(fd);
  return f ? f->real : -1;
}

// For one that may stay without effect.
int without_effect(int fd, long number, long a = 0, long b = 0) {
  if (is_modelled(fd)) return 0;
  return static_cast<int>(real(number, real_of(fd, "", 0), a, b));
}

// preadv(2) and pwritev(2): the offset is one argument, in two halves.
ssize_t at_offset(int fd, long number, const char* call, const iovec* list,
                  int count, off_t offset, Address site) {
  return real(number, real_of(fd, call, site), as_long(list), count, offset);
}

}  // namespace

#define COURSE_AT_OFFSET(name, number)                                         \
  ssize_t name(int fd, const iovec* list, int count, off_t offset) {           \
    return at_offset(fd, number, #name ", which is not modelled", list, count, \
                     offset, COURSE_SITE);                                     \
  }

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

COURSE_AT_OFFSET(preadv, SYS_preadv)
COURSE_AT_OFFSET(preadv64, SYS_preadv)
COURSE_AT_OFFSET(pwritev, SYS_pwritev)
COURSE_AT_OFFSET(pwritev64, SYS_pwritev)

int ioctl(int fd, unsigned long request, ...) noexcept {
  va_list list;
  va_start(list, request);
  const long argument = va_arg(list, long);
  va_end(list);
  const int number = real_of(
      fd, "ioctl, which is not modelled: fcntl has O_NONBLOCK", COURSE_SITE);
  return static_cast<int>(
      real(SYS_ioctl, number, static_cast<long>(request), argument));
}

ssize_t splice(int from, off64_t* from_offset, int to, off64_t* to_offset,
               std::size_t size, unsigned flags) noexcept(false) {
  constexpr char call[] = "splice, which is not modelled";
  const int a = real_of(from, call, COURSE_SITE);
  const int b = real_of(to, call, COURSE_SITE);
  return result_of(raw_syscall(SYS_splice, a, as_long(from_offset), b,
                               as_long(to_offset), static_cast<long>(size),
                               flags));
}
ssize_t sendfile(int to, int from, off_t* offset, std::size_t size) noexcept {
  constexpr char call[] = "sendfile, which is not modelled";
  const int a = real_of(to, call, COURSE_SITE);
  return real(SYS_sendfile, a, real_of(from, call, COURSE_SITE),
              as_long(offset), static_cast<long>(size));
}

int fsync(int fd) noexcept(false) { return without_effect(fd, SYS_fsync); }
int fdatasync(int fd) noexcept(false) {
  return without_effect(fd, SYS_fdatasync);
}
int fchmod(int fd, mode_t mode) noexcept {
  return without_effect(fd, SYS_fchmod, mode);
}
int fchown(int fd, uid_t owner, gid_t group) noexcept {
  return without_effect(fd, SYS_fchown, owner, group);
}

}  // extern "C"
