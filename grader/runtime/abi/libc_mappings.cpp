// Mappings. Those of libraries and of the worker itself are the machine's.
#include <sys/mman.h>
#include <sys/syscall.h>

#include <cerrno>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
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

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

void* mmap(void* at, std::size_t size, int protection, int flags, int fd,
           off_t offset) noexcept {
  if (!by_program(COURSE_SITE) || !(flags & MAP_ANONYMOUS))
    return real_mmap(at, size, protection, flags, fd, offset);
  Address where = 0;
  const int error = flags & MAP_SHARED ? map_shared(size, where, COURSE_SITE)
                                       : map_private(size, where, COURSE_SITE);
  if (error) return errno = error, MAP_FAILED;
  return reinterpret_cast<void*>(where);
}
void* mmap64(void* at, std::size_t size, int protection, int flags, int fd,
             off_t offset) noexcept {
  if (!by_program(COURSE_SITE) || !(flags & MAP_ANONYMOUS))
    return real_mmap(at, size, protection, flags, fd, offset);
  Address where = 0;
  const int error = flags & MAP_SHARED ? map_shared(size, where, COURSE_SITE)
                                       : map_private(size, where, COURSE_SITE);
  if (error) return errno = error, MAP_FAILED;
  return reinterpret_cast<void*>(where);
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

}  // extern "C"
