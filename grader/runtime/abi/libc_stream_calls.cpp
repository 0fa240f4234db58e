// Calls on streams of the C library that several threads may use at a time:
// each under the stream's lock (core/stream_lock.hpp), else as they are.
#include <dlfcn.h>
#include <sys/types.h>

#include <cstdarg>
#include <cstdio>

#include "runtime/abi/abi.hpp"
#include "runtime/core/process_image.hpp"
#include "runtime/core/stream_lock.hpp"

using namespace course::runtime;

// The library's own function of that name.
#define COURSE_REAL(name)                                           \
  [[gnu::section("course_runtime")]] static decltype(&name) real{}; \
  if (!real) real = reinterpret_cast<decltype(real)>(dlsym(RTLD_NEXT, #name))

#define COURSE_ON_STREAM(type, name, parameters, arguments) \
  type name parameters {                                    \
    COURSE_REAL(name);                                      \
    const StreamLock lock(f, COURSE_SITE);                  \
    return real arguments;                                  \
  }

#define COURSE_WITH_LIST(name, with_list)      \
  int name(FILE* f, const char* format, ...) { \
    const StreamLock lock(f, COURSE_SITE);     \
    va_list list;                              \
    va_start(list, format);                    \
    const int n = with_list(f, format, list);  \
    va_end(list);                              \
    return n;                                  \
  }

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

ssize_t __getdelim(char**, std::size_t*, int, FILE*);

COURSE_ON_STREAM(int, fputs, (const char* s, FILE* f), (s, f))
COURSE_ON_STREAM(int, fputc, (int c, FILE* f), (c, f))
COURSE_ON_STREAM(int, putc, (int c, FILE* f), (c, f))
COURSE_ON_STREAM(std::size_t, fwrite,
                 (const void* p, std::size_t size, std::size_t n, FILE* f),
                 (p, size, n, f))
COURSE_ON_STREAM(int, vfprintf, (FILE * f, const char* format, va_list list),
                 (f, format, list))
COURSE_WITH_LIST(fprintf, vfprintf)

COURSE_ON_STREAM(char*, fgets, (char* s, int n, FILE* f), (s, n, f))
COURSE_ON_STREAM(int, fgetc, (FILE * f), (f))
COURSE_ON_STREAM(int, getc, (FILE * f), (f))
COURSE_ON_STREAM(int, ungetc, (int c, FILE* f), (c, f))
COURSE_ON_STREAM(std::size_t, fread,
                 (void* p, std::size_t size, std::size_t n, FILE* f),
                 (p, size, n, f))
COURSE_ON_STREAM(ssize_t, getline, (char** line, std::size_t* n, FILE* f),
                 (line, n, f))
COURSE_ON_STREAM(ssize_t, getdelim,
                 (char** line, std::size_t* n, int end, FILE* f),
                 (line, n, end, f))
COURSE_ON_STREAM(ssize_t, __getdelim,
                 (char** line, std::size_t* n, int end, FILE* f),
                 (line, n, end, f))
COURSE_WITH_LIST(fscanf, vfscanf)

COURSE_ON_STREAM(int, fseek, (FILE * f, long offset, int from),
                 (f, offset, from))
COURSE_ON_STREAM(int, fseeko, (FILE * f, off_t offset, int from),
                 (f, offset, from))
COURSE_ON_STREAM(long, ftell, (FILE * f), (f))
COURSE_ON_STREAM(off_t, ftello, (FILE * f), (f))
COURSE_ON_STREAM(void, rewind, (FILE * f), (f))
COURSE_ON_STREAM(int, fclose, (FILE * f), (f))

// Of all streams: one by one, not under the library's lock of their list, in
// which a process that opens or closes one would sleep.
int fflush(FILE* f) {
  COURSE_REAL(fflush);
  if (!inside() || f) {
    const StreamLock lock(f, COURSE_SITE);
    return real(f);
  }
  int result = 0;
  for (FILE* each = first_stream(); each; each = each->_chain) {
    const StreamLock lock(each, COURSE_SITE);
    if (each->_IO_write_ptr > each->_IO_write_base && real(each) == EOF)
      result = EOF;
  }
  return result;
}

void flockfile(FILE* f) noexcept {
  if (has_own_lock(f)) return lock_stream(f, COURSE_SITE);
  COURSE_REAL(flockfile);
  real(f);
}
int ftrylockfile(FILE* f) noexcept {
  if (has_own_lock(f)) return try_lock_stream(f, COURSE_SITE) ? 0 : -1;
  COURSE_REAL(ftrylockfile);
  return real(f);
}
void funlockfile(FILE* f) noexcept {
  if (has_own_lock(f)) return unlock_stream(f, COURSE_SITE);
  COURSE_REAL(funlockfile);
  real(f);
}

}  // extern "C"
