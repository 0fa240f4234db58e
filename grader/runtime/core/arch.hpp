// Everything that depends on the processor: switching fibers and the thread
// pointer. x86-64 only; other processors need this file and nothing else.
#pragma once

#include <asm/prctl.h>
#include <sys/auxv.h>
#include <sys/syscall.h>

#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/layout.hpp"

#if !defined(__x86_64__)
#error "the fiber backend is written for x86-64"
#endif

namespace course::runtime {

// The distance below the stack pointer that a function may use without moving
// it (System V ABI 3.2.2).
inline constexpr std::size_t red_zone = 128;

// The kernel lets user code write the FS base (Linux 5.9 on processors with
// FSGSBASE).
inline bool can_write_thread_pointer() { return getauxval(AT_HWCAP2) & 2; }

inline void write_thread_pointer(Address a) {
  asm volatile("wrfsbase %0" : : "r"(a) : "memory");
}
// The same by a system call, which every x86-64 kernel has.
inline void ask_for_thread_pointer(Address a) {
  raw_syscall(SYS_arch_prctl, ARCH_SET_FS, static_cast<long>(a));
}
inline Address thread_pointer() {
  Address a;
  asm volatile("mov %%fs:0, %0" : "=r"(a));
  return a;
}

// Saves the callee-saved registers on this stack, stores the stack pointer, and
// goes on from another one that was saved like this. Defined in fiber.cpp.
extern "C" void course_switch_stack(void** save, void* load);
// Saves them, too, and has memory copied by course_fork_memory(). Returns 0;
// who goes on from what was saved, in that copy, finds it return 1.
extern "C" int course_fork_stack(void** save);
// Where a new fiber begins; where the exchange of two processes' memory does.
extern "C" void course_fiber_start();
extern "C" void course_exchange_start();

// A stack on which course_switch_stack finds a new fiber that begins at
// `start`.
inline void* prepare_stack(Address top, void (*start)()) {
  auto* sp = reinterpret_cast<Address*>(top & ~Address{15});
  *--sp = 0;  // alignment, and the end of the stack for unwinders
  *--sp = 0;
  *--sp = reinterpret_cast<Address>(start);
  for (int i = 0; i < 6; ++i) *--sp = 0;  // rbp rbx r12 r13 r14 r15
  return sp;
}

}  // namespace course::runtime
