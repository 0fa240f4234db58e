// Mappings. Those of libraries and of the worker itself are the machine's.
#include <sys/mman.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdarg>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/descriptors.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/mappings.hpp"

using namespace course::runtime;

namespace {

void* real_mmap(void* at, std::size_t size, int protection, int flags, int fd,
                off_t offset) {
  const long answer =
      raw_syscall(SYS_mmap, reinterpret_cast<long>(at), static_cast<long>(size),
                  protection, flags, fd, offset);
  if (answer >= 0 || answer < -4095) return reinterpret_cast<void*>(answer);
  errno = static_cast<int>(-answer);
  return MAP_FAILED;
}

bool by_program(Address site) { return inside() && site < library_code; }

// What is wrong with the descriptor for such a mapping: mmap(2).
int refuse_file(const OpenFile& f, int protection, int flags) {
  if (!f.memory) return ENODEV;
  if (!f.readable) return EACCES;
  return flags & MAP_SHARED && protection & PROT_WRITE && !f.writable ? EACCES
                                                                      : 0;
}

void* map(void* at, std::size_t size, int protection, int flags, int fd,
          off_t offset, Address site) {
  MapRequest q{size, (protection & PROT_WRITE) != 0, nullptr, 0};
  if (!(flags & MAP_ANONYMOUS)) {
    const bool modelled = fd < static_cast<int>(max_descriptors);
    const OpenFile* const f = modelled ? find_file(fd) : nullptr;
    if (modelled && !f) return errno = EBADF, MAP_FAILED;
    const int real = f ? f->real : fd;
    if (real >= 0) {
      if (flags & MAP_SHARED && protection & PROT_WRITE)
        refuse_call(Verdict::forbidden,
                    "mmap with MAP_SHARED on a file that is not modelled; "
                    "MAP_ANONYMOUS, shm_open, memfd_create and mkstemp are",
                    site);
      return real_mmap(at, size, protection, flags, real, offset);
    }
    if (const int error = refuse_file(*f, protection, flags))
      return errno = error, MAP_FAILED;
    q.file = f->memory;
    q.offset = static_cast<std::size_t>(offset);
  }
  if (flags & MAP_FIXED)
    refuse_call(Verdict::forbidden,
                "mmap with MAP_FIXED, which is not modelled", site);
  Address where = 0;
  const int error = flags & MAP_SHARED ? map_shared(q, where, site)
                                       : map_private(q, where, site);
  if (error) return errno = error, MAP_FAILED;
  return reinterpret_cast<void*>(where);
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

void* mmap(void* at, std::size_t size, int protection, int flags, int fd,
           off_t offset) noexcept {
  return by_program(COURSE_SITE)
             ? map(at, size, protection, flags, fd, offset, COURSE_SITE)
             : real_mmap(at, size, protection, flags, fd, offset);
}
void* mmap64(void* at, std::size_t size, int protection, int flags, int fd,
             off_t offset) noexcept {
  return by_program(COURSE_SITE)
             ? map(at, size, protection, flags, fd, offset, COURSE_SITE)
             : real_mmap(at, size, protection, flags, fd, offset);
}

int munmap(void* at, std::size_t size) noexcept {
  const auto address = reinterpret_cast<Address>(at);
  if (by_program(COURSE_SITE) && (is_shared(address) || in_arena(address))) {
    const int error = unmap(address, size, COURSE_SITE);
    return error ? (errno = error, -1) : 0;
  }
  const long answer = raw_syscall(SYS_munmap, reinterpret_cast<long>(at),
                                  static_cast<long>(size));
  return answer == 0 ? 0 : (errno = static_cast<int>(-answer), -1);
}

int mprotect(void* at, std::size_t size, int protection) noexcept {
  const auto address = reinterpret_cast<Address>(at);
  if (by_program(COURSE_SITE) && is_shared(address)) {
    const int error = protect(address, size, (protection & PROT_WRITE) != 0);
    return error ? (errno = error, -1) : 0;
  }
  if (by_program(COURSE_SITE) && in_arena(address)) return 0;
  const long answer = raw_syscall(SYS_mprotect, reinterpret_cast<long>(at),
                                  static_cast<long>(size), protection);
  return answer == 0 ? 0 : (errno = static_cast<int>(-answer), -1);
}

void* mremap(void* at, std::size_t size, std::size_t new_size, int flags,
             ...) noexcept {
  if (by_program(COURSE_SITE))
    refuse_call(Verdict::forbidden, "mremap, which is not modelled",
                COURSE_SITE);
  va_list more;
  va_start(more, flags);
  void* const wish = flags & MREMAP_FIXED ? va_arg(more, void*) : nullptr;
  va_end(more);
  const long answer = raw_syscall(
      SYS_mremap, reinterpret_cast<long>(at), static_cast<long>(size),
      static_cast<long>(new_size), flags, reinterpret_cast<long>(wish));
  if (answer >= 0 || answer < -4095) return reinterpret_cast<void*>(answer);
  errno = static_cast<int>(-answer);
  return MAP_FAILED;
}

}  // extern "C"
