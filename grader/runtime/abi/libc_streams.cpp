// Streams of the C library on a descriptor of the program's: fdopen(3),
// dprintf(3). The library reads and writes by system calls of its own; through
// fopencookie(3) it calls us instead. Its buffer, its reading ahead and its
// fclose stay as they are.
#include <sys/syscall.h>
#include <sys/types.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "runtime/abi/transfers.hpp"
#include "runtime/core/stream_lock.hpp"

using namespace course::runtime;

// The C library's own.
extern "C" FILE* _IO_fdopen(int, const char*) noexcept;

namespace {

int number_of(void* cookie) {
  return static_cast<int>(reinterpret_cast<Address>(cookie));
}

// The caller is the library, whose memory it is.
ssize_t read_stream(void* cookie, char* to, std::size_t size) {
  return result_of(
      read_file(number_of(cookie), to, size, true, false, COURSE_SITE));
}

// As the library does: on, until all is written or something goes wrong.
ssize_t write_stream(void* cookie, const char* from, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = write_file(number_of(cookie), from + done, size - done,
                                 true, true, COURSE_SITE);
    if (n < 0) {
      errno = static_cast<int>(-n);
      break;
    }
    done += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(done);
}

int seek_stream(void* cookie, off64_t* offset, int from) {
  *offset = lseek(number_of(cookie), *offset, from);
  return *offset < 0 ? -1 : 0;
}

int close_stream(void* cookie) {
  return static_cast<int>(
      result_of(close_descriptor(number_of(cookie), COURSE_SITE)));
}

int print_to(int fd, const char* format, va_list list, Address site,
             Address frame) {
  char* text = nullptr;
  const int size = vasprintf(&text, format, list);
  if (size < 0) return -1;
  ssize_t n = 0;
  for (int done = 0; done < size && n >= 0; done += static_cast<int>(n))
    if (const auto left = static_cast<std::size_t>(size - done); is_real(fd))
      n = real(SYS_write, fd, as_long(text + done), static_cast<long>(left));
    else
      n = write_here(fd, text + done, left, {}, site, frame);
  free(text);
  return n < 0 ? -1 : size;
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

FILE* fdopen(int fd, const char* mode) noexcept {
  if (is_real(fd)) return _IO_fdopen(fd, mode);
  OpenFile* const f = inside() ? find_file(fd) : nullptr;
  if (!f) return errno = EBADF, nullptr;
  const bool both = __builtin_strchr(mode, '+');
  const bool reads = f->in || f->real >= 0 || f->readable;
  const bool writes = f->out || f->real >= 0 || f->writable;
  if (((mode[0] == 'r' || both) && !reads) ||
      ((mode[0] != 'r' || both) && !writes))
    return errno = EINVAL, nullptr;
  if (mode[0] == 'a') f->append = true;
  FILE* const stream =
      fopencookie(reinterpret_cast<void*>(static_cast<Address>(fd)), mode,
                  {.read = read_stream,
                   .write = write_stream,
                   .seek = seek_stream,
                   .close = close_stream});
  if (!stream) return nullptr;
  stream->_fileno = fd;  // for fileno(3)
  use_own_lock(stream);
  return stream;
}

int vdprintf(int fd, const char* format, va_list list) noexcept(false) {
  return print_to(fd, format, list, COURSE_SITE, COURSE_FRAME);
}
int dprintf(int fd, const char* format, ...) noexcept(false) {
  va_list list;
  va_start(list, format);
  const int n = print_to(fd, format, list, COURSE_SITE, COURSE_FRAME);
  va_end(list);
  return n;
}

}  // extern "C"
