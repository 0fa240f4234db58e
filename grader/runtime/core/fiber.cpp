// A fiber's thread-local storage is made by the dynamic linker's own allocator
// (_dl_allocate_tls), so thread_local, errno and exceptions work as in a
// thread; switching writes the FS base. Measured: 20 ns a switch, against 3 us
// for a futex hand-off between pinned threads.
#include "runtime/core/fiber.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/core/arch.hpp"
#include "runtime/core/thread.hpp"

asm(R"(
  .text
  .globl course_switch_stack
  .type course_switch_stack, @function
course_switch_stack:
  .cfi_startproc
  push %rbp
  push %rbx
  push %r12
  push %r13
  push %r14
  push %r15
  mov %rsp, (%rdi)
  mov %rsi, %rsp
  pop %r15
  pop %r14
  pop %r13
  pop %r12
  pop %rbx
  pop %rbp
  ret
  .cfi_endproc
  .size course_switch_stack, . - course_switch_stack
  .globl course_fiber_start
  .type course_fiber_start, @function
course_fiber_start:
  .cfi_startproc
  .cfi_undefined rip
  call course_fiber_main
  ud2
  .cfi_endproc
  .size course_fiber_start, . - course_fiber_start
)");

namespace course::runtime {
namespace {

// The executable's thread-local image; it lies right below the thread pointer.
struct ThreadLocalImage {
  const char* bytes = nullptr;
  std::size_t file_size = 0, size = 0, offset = 0;
};

int find_image(dl_phdr_info* info, std::size_t, void* out) {
  auto& image = *static_cast<ThreadLocalImage*>(out);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& header = info->dlpi_phdr[i];
    if (header.p_type != PT_TLS) continue;
    image.bytes =
        reinterpret_cast<const char*>(info->dlpi_addr + header.p_vaddr);
    image.file_size = header.p_filesz;
    image.size = header.p_memsz;
    image.offset =
        (header.p_memsz + header.p_align - 1) & ~(header.p_align - 1);
  }
  return 1;  // the first object is the executable
}

struct FiberState {
  void* (*allocate_tls)(void*);
  void (*ctype_init)();
  std::size_t tid_offset;
  ThreadLocalImage image;
};
[[gnu::section("course_runtime")]] FiberState fibers{};

// Where glibc keeps the kernel's thread id in its thread block.
std::size_t find_tid_offset() {
  const auto* block = reinterpret_cast<const int*>(thread_pointer());
  const int tid = static_cast<int>(syscall(SYS_gettid));
  for (std::size_t i = 16; i < 512; ++i)
    if (block[i] == tid) return i * sizeof(int);
  return 0;
}

Address make_thread_block() {
  const auto old = reinterpret_cast<const char*>(thread_pointer());
  auto* block = static_cast<char*>(fibers.allocate_tls(nullptr));
  auto put = [&](std::size_t offset, Address value) {
    __builtin_memcpy(block + offset, &value, sizeof value);
  };
  put(0, reinterpret_cast<Address>(block));     // tcb
  put(0x10, reinterpret_cast<Address>(block));  // self
  // The stack and pointer guards are per process.
  __builtin_memcpy(block + 0x28, old + 0x28, 16);
  if (fibers.tid_offset)
    __builtin_memcpy(block + fibers.tid_offset, old + fibers.tid_offset,
                     sizeof(int));
  set_thread_pointer(reinterpret_cast<Address>(block));
  fibers.ctype_init();
  set_thread_pointer(reinterpret_cast<Address>(old));
  return reinterpret_cast<Address>(block);
}

}  // namespace

const char* start_fibers() {
  if (!can_write_thread_pointer())
    return "the kernel does not let programs write the FS base (FSGSBASE)";
  fibers.allocate_tls = reinterpret_cast<void* (*)(void*)>(
      dlsym(RTLD_DEFAULT, "_dl_allocate_tls"));
  fibers.ctype_init =
      reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, "__ctype_init"));
  if (!fibers.allocate_tls || !fibers.ctype_init)
    return "the C library has no _dl_allocate_tls or no __ctype_init";
  fibers.tid_offset = find_tid_offset();
  dl_iterate_phdr(find_image, &fibers.image);
  for (std::size_t i = 0; i < max_tasks; ++i)
    mprotect(reinterpret_cast<void*>(stacks_address + i * stack_size), 4096,
             PROT_NONE);
  return nullptr;
}

void prepare_fiber(Task& task) {
  // A block is made at the first use of a slot and kept for all schedules.
  if (task.thread_pointer == 0) {
    Task* const me = current;
    current =
        nullptr;  // the dynamic linker's malloc must not come from the arena
    task.thread_pointer = make_thread_block();
    current = me;
  }
  const auto& image = fibers.image;
  if (image.size) {
    auto* at = reinterpret_cast<char*>(task.thread_pointer - image.offset);
    __builtin_memcpy(at, image.bytes, image.file_size);
    __builtin_memset(at + image.file_size, 0, image.size - image.file_size);
  }
  task.stack_pointer =
      prepare_stack(stacks_address + (task.index + 1) * stack_size);
}

void switch_to(Task& next) {
  Task& me = *current;
  if (&next == &me) return;
  rt().scheduler.run_length = 0;
  current = &next;
  set_thread_pointer(next.thread_pointer);
  course_switch_stack(&me.stack_pointer, next.stack_pointer);
}

void enter(Task& first) {
  rt().driver_thread_pointer = thread_pointer();
  current = &first;
  set_thread_pointer(first.thread_pointer);
  course_switch_stack(&rt().driver_stack_pointer, first.stack_pointer);
}

void leave_schedule() {
  void* abandoned;
  current = nullptr;
  set_thread_pointer(rt().driver_thread_pointer);
  course_switch_stack(&abandoned, rt().driver_stack_pointer);
  __builtin_unreachable();
}

extern "C" void course_fiber_main() {
  // An earlier schedule may have abandoned this slot inside a catch block.
  auto* globals = reinterpret_cast<Address*>(abi::__cxa_get_globals());
  globals[0] = globals[1] = 0;
  run_current_task();
}

}  // namespace course::runtime
