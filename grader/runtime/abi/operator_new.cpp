// operator new and delete of the program. What its static initialisers allocate
// becomes part of the state with which every schedule begins; the libraries'
// own allocations before that do not.
#include <cstdlib>
#include <new>
#include <utility>

#include "runtime/abi/abi.hpp"
#include "runtime/core/arena.hpp"
#include "runtime/core/faults.hpp"

using namespace course::runtime;

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

// As if by the program, in the middle of its call: see AtAllocation in
// course_test.hpp.
static void visit_scenario() {
  Task& me = *current;
  if (const auto visit = std::exchange(me.at_allocation, nullptr))
    visit(me.at_allocation_argument);
}

static void* allocate(std::size_t size, std::size_t alignment, Address site) {
  if (inside()) {
    if (site < library_code) visit_scenario();
    if (site < library_code &&
        inject_failure(course::protocol::fault_allocation, site))
      return nullptr;
    return program_allocate(size, alignment, site);
  }
  if (site < library_code && static_phase())
    return static_allocate(size, alignment);
  return alignment <= 16 ? __libc_malloc(size ? size : 1)
                         : __libc_memalign(alignment, size);
}

static void* allocate_or_throw(std::size_t size, std::size_t alignment,
                               Address site) {
  if (void* p = allocate(size, alignment, site)) return p;
  throw std::bad_alloc();
}

void* operator new(std::size_t n) {
  return allocate_or_throw(n, 16, COURSE_SITE);
}
void* operator new[](std::size_t n) {
  return allocate_or_throw(n, 16, COURSE_SITE);
}
void* operator new(std::size_t n, const std::nothrow_t&) noexcept {
  return allocate(n, 16, COURSE_SITE);
}
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept {
  return allocate(n, 16, COURSE_SITE);
}
void* operator new(std::size_t n, std::align_val_t a) {
  return allocate_or_throw(n, static_cast<std::size_t>(a), COURSE_SITE);
}
void* operator new[](std::size_t n, std::align_val_t a) {
  return allocate_or_throw(n, static_cast<std::size_t>(a), COURSE_SITE);
}

static void release(void* p, Address site) {
  if (p && inside() && in_arena(reinterpret_cast<Address>(p)))
    arena_free(p, site);
  else
    free(p);
}

void operator delete(void* p) noexcept { release(p, COURSE_SITE); }
void operator delete[](void* p) noexcept { release(p, COURSE_SITE); }
void operator delete(void* p, std::size_t) noexcept { release(p, COURSE_SITE); }
void operator delete[](void* p, std::size_t) noexcept {
  release(p, COURSE_SITE);
}
void operator delete(void* p, std::align_val_t) noexcept {
  release(p, COURSE_SITE);
}
void operator delete[](void* p, std::align_val_t) noexcept {
  release(p, COURSE_SITE);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
  release(p, COURSE_SITE);
}
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept {
  release(p, COURSE_SITE);
}
