// std::thread::join and detach as called from the submission (the linker's
// --wrap sends them here): they change the std::thread object inside of
// libstdc++, where nothing is instrumented, so a race on the object itself
// would not be seen. std::jthread calls them, too.
#include "runtime/abi/abi.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/thread.hpp"

using namespace course::runtime;

extern "C" {

// The object is its native handle ([thread.thread.class], libstdc++).
constexpr unsigned handle_size = sizeof(void*);

void __real__ZNSt6thread4joinEv(void* thread);
void __real__ZNSt6thread6detachEv(void* thread);

// Joins for itself, so that the wait is seen to begin in the program's own
// frame: what lies below that on the stack is dead meanwhile.
void __wrap__ZNSt6thread4joinEv(void* thread) {
  if (inside()) {
    access(reinterpret_cast<Address>(thread), handle_size, AccessKind::read,
           COURSE_SITE, COURSE_FRAME);
    Address& handle = *static_cast<Address*>(thread);
    if (handle != 0 &&
        join_thread(handle, nullptr, COURSE_SITE, no_deadline) == 0) {
      access(reinterpret_cast<Address>(thread), handle_size, AccessKind::write,
             COURSE_SITE, COURSE_FRAME);
      handle = 0;
      return;
    }
  }
  __real__ZNSt6thread4joinEv(thread);  // throws
}

void __wrap__ZNSt6thread6detachEv(void* thread) {
  if (inside())
    access(reinterpret_cast<Address>(thread), handle_size, AccessKind::write,
           COURSE_SITE, COURSE_FRAME);
  __real__ZNSt6thread6detachEv(thread);
}

}  // extern "C"
