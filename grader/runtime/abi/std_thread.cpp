// std::thread::join and detach as called from the submission (the linker's
// --wrap sends them here): they change the std::thread object inside of
// libstdc++, where nothing is instrumented, so a race on the object itself
// would not be seen. std::jthread calls them, too.
#include "runtime/abi/abi.hpp"
#include "runtime/core/shadow.hpp"

using namespace course::runtime;

extern "C" {

// The object is its native handle ([thread.thread.class], libstdc++).
constexpr unsigned handle_size = sizeof(void*);

void __real__ZNSt6thread4joinEv(void* thread);
void __real__ZNSt6thread6detachEv(void* thread);

void __wrap__ZNSt6thread4joinEv(void* thread) {
  const auto a = reinterpret_cast<Address>(thread);
  if (inside())
    access(a, handle_size, AccessKind::read, COURSE_SITE, COURSE_FRAME);
  __real__ZNSt6thread4joinEv(thread);  // throws: then nothing is changed
  if (inside())
    access(a, handle_size, AccessKind::write, COURSE_SITE, COURSE_FRAME);
}

void __wrap__ZNSt6thread6detachEv(void* thread) {
  if (inside())
    access(reinterpret_cast<Address>(thread), handle_size, AccessKind::write,
           COURSE_SITE, COURSE_FRAME);
  __real__ZNSt6thread6detachEv(thread);
}

}  // extern "C"
