// malloc and free: from the schedule's arena inside a schedule, from the C
// library elsewhere.
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include "runtime/abi/abi.hpp"
#include "runtime/core/arena.hpp"
#include "runtime/core/exceptions.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/shadow.hpp"

using namespace course::runtime;

extern "C" {

void* __libc_malloc(std::size_t);
void __libc_free(void*);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

static void* allocate(std::size_t size, std::size_t alignment, Address site) {
  void* p = site < library_code &&
                    inject_failure(course::protocol::fault_allocation, site)
                ? nullptr
                : program_allocate(size, alignment, site);
  if (!p) errno = ENOMEM;
  return p;
}

void* malloc(std::size_t size) {
  if (!inside()) return __libc_malloc(size);
  void* p = allocate(size, 16, COURSE_SITE);
  if (p && called_for_an_exception(COURSE_SITE)) arena_mark_library_owned(p);
  return p;
}

void free(void* p) {
  if (!p) return;
  // Blocks of static initialisers and libraries are the C library's; variables
  // are nobody's to free.
  const auto a = reinterpret_cast<Address>(p);
  if (!in_arena(a) && !(inside() && (in_stacks(a) || in_data(a))))
    return __libc_free(p);
  if (inside()) arena_free(p, COURSE_SITE);
}

void* calloc(std::size_t n, std::size_t size) {
  if (!inside()) return __libc_calloc(n, size);
  std::size_t bytes;
  if (__builtin_mul_overflow(n, size, &bytes)) return errno = ENOMEM, nullptr;
  void* p = allocate(bytes, 16, COURSE_SITE);
  if (p) __builtin_memset(p, 0, bytes);
  return p;
}

void* realloc(void* p, std::size_t size) {
  if (!inside() && !in_arena(reinterpret_cast<Address>(p)))
    return __libc_realloc(p, size);
  if (!p) return allocate(size, 16, COURSE_SITE);
  if (!in_arena(reinterpret_cast<Address>(p))) return __libc_realloc(p, size);
  void* fresh = allocate(size, 16, COURSE_SITE);
  if (!fresh) return nullptr;
  const std::size_t old = arena_size_of(p);
  __builtin_memcpy(fresh, p, old < size ? old : size);
  arena_free(p, COURSE_SITE);
  return fresh;
}

void* memalign(std::size_t alignment, std::size_t size) {
  return inside() ? allocate(size, alignment, COURSE_SITE)
                  : __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return inside() ? allocate(size, alignment, COURSE_SITE)
                  : __libc_memalign(alignment, size);
}
int posix_memalign(void** p, std::size_t alignment, std::size_t size) {
  void* fresh = inside() ? program_allocate(size, alignment, COURSE_SITE)
                         : __libc_memalign(alignment, size);
  if (!fresh) return ENOMEM;
  *p = fresh;
  return 0;
}

std::size_t malloc_usable_size(void* p) {
  if (!p) return 0;
  if (in_arena(reinterpret_cast<Address>(p))) return arena_size_of(p);
  // glibc keeps the chunk's size, with three flag bits, right before the block.
  return (static_cast<std::size_t*>(p)[-1] & ~std::size_t{7}) -
         2 * sizeof(std::size_t);
}

}  // extern "C"
