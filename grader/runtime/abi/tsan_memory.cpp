// The callbacks that -fsanitize=thread puts before plain accesses and around
// functions.
#include "runtime/abi/abi.hpp"
#include "runtime/core/context_tree.hpp"
#include "runtime/core/quick_access.hpp"
#include "runtime/core/shadow.hpp"

using namespace course::runtime;

#define COURSE_ACCESS(name, size, kind)                                   \
  void __tsan_##name(void* a) {                                           \
    const auto address = reinterpret_cast<Address>(a);                    \
    if (inside() && !quick_access<size, AccessKind::kind>(                \
                        address, COURSE_SITE, COURSE_FRAME))              \
      access(address, size, AccessKind::kind, COURSE_SITE, COURSE_FRAME); \
  }

#define COURSE_ACCESSES(prefix, suffix, size)     \
  COURSE_ACCESS(prefix##read##suffix, size, read) \
  COURSE_ACCESS(prefix##write##suffix, size, write)

extern "C" {

void __tsan_init() {}

COURSE_ACCESSES(, 1, 1)
COURSE_ACCESSES(, 2, 2)
COURSE_ACCESSES(, 4, 4)
COURSE_ACCESSES(, 8, 8)
COURSE_ACCESSES(, 16, 16)
COURSE_ACCESSES(unaligned_, 2, 2)
COURSE_ACCESSES(unaligned_, 4, 4)
COURSE_ACCESSES(unaligned_, 8, 8)
COURSE_ACCESSES(unaligned_, 16, 16)
COURSE_ACCESSES(volatile_, 1, 1)
COURSE_ACCESSES(volatile_, 2, 2)
COURSE_ACCESSES(volatile_, 4, 4)
COURSE_ACCESSES(volatile_, 8, 8)
COURSE_ACCESSES(volatile_, 16, 16)
COURSE_ACCESSES(unaligned_volatile_, 2, 2)
COURSE_ACCESSES(unaligned_volatile_, 4, 4)
COURSE_ACCESSES(unaligned_volatile_, 8, 8)
COURSE_ACCESSES(unaligned_volatile_, 16, 16)
// Newer clang: a read and a write of the same bytes in one.
COURSE_ACCESS(read_write1, 1, write)
COURSE_ACCESS(read_write2, 2, write)
COURSE_ACCESS(read_write4, 4, write)
COURSE_ACCESS(read_write8, 8, write)
COURSE_ACCESS(read_write16, 16, write)
COURSE_ACCESS(unaligned_read_write2, 2, write)
COURSE_ACCESS(unaligned_read_write4, 4, write)
COURSE_ACCESS(unaligned_read_write8, 8, write)
COURSE_ACCESS(unaligned_read_write16, 16, write)

COURSE_ACCESS(vptr_read, 8, read)

void __tsan_vptr_update(void** vptr, void* value) {
  // A constructor or destructor that stores what is there already changes
  // nothing for others.
  if (inside() && *vptr != value)
    access(reinterpret_cast<Address>(vptr), 8, AccessKind::write, COURSE_SITE,
           COURSE_FRAME);
}

void __tsan_read_range(void* a, unsigned long size) {
  if (inside())
    access_range(reinterpret_cast<Address>(a), size, AccessKind::read,
                 COURSE_SITE, COURSE_FRAME);
}

void __tsan_write_range(void* a, unsigned long size) {
  if (inside())
    access_range(reinterpret_cast<Address>(a), size, AccessKind::write,
                 COURSE_SITE, COURSE_FRAME);
}

void __tsan_func_entry(void* call_site) {
  if (inside()) enter_function(*current, reinterpret_cast<Address>(call_site));
}

void __tsan_func_exit() {
  if (inside()) leave_function(*current);
}

void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}

}  // extern "C"
