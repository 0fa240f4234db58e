// memcpy and its relatives as called from the submission (the linker's --wrap
// sends them here): gcc does not instrument them.
#include "runtime/abi/abi.hpp"
#include "runtime/core/shadow.hpp"

using namespace course::runtime;

extern "C" {

void* __real_memcpy(void*, const void*, std::size_t);
void* __real_memmove(void*, const void*, std::size_t);
void* __real_memset(void*, int, std::size_t);

static void reads(const void* p, std::size_t n, Address site, Address frame) {
  if (inside())
    access_range(reinterpret_cast<Address>(p), n, AccessKind::read, site,
                 frame);
}
static void writes(void* p, std::size_t n, Address site, Address frame) {
  if (inside())
    access_range(reinterpret_cast<Address>(p), n, AccessKind::write, site,
                 frame);
}

void* __wrap_memcpy(void* to, const void* from, std::size_t n) {
  reads(from, n, COURSE_SITE, COURSE_FRAME);
  writes(to, n, COURSE_SITE, COURSE_FRAME);
  return __real_memcpy(to, from, n);
}
void* __wrap_memmove(void* to, const void* from, std::size_t n) {
  reads(from, n, COURSE_SITE, COURSE_FRAME);
  writes(to, n, COURSE_SITE, COURSE_FRAME);
  return __real_memmove(to, from, n);
}
void* __wrap_memset(void* to, int c, std::size_t n) {
  writes(to, n, COURSE_SITE, COURSE_FRAME);
  return __real_memset(to, c, n);
}

// Newer clang calls these.
void* __tsan_memcpy(void* to, const void* from, std::size_t n) {
  return __wrap_memcpy(to, from, n);
}
void* __tsan_memmove(void* to, const void* from, std::size_t n) {
  return __wrap_memmove(to, from, n);
}
void* __tsan_memset(void* to, int c, std::size_t n) {
  return __wrap_memset(to, c, n);
}

}  // extern "C"
