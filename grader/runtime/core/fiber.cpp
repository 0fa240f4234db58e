#include "runtime/core/fiber.hpp"

#include <cxxabi.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <iterator>

#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/arch.hpp"
#include "runtime/core/kernel_threads.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/process_image.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/thread_storage.hpp"

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
  mov $1, %eax
  ret
  .cfi_endproc
  .size course_switch_stack, . - course_switch_stack
  .globl course_fork_stack
  .type course_fork_stack, @function
course_fork_stack:
  .cfi_startproc
  push %rbp
  push %rbx
  push %r12
  push %r13
  push %r14
  push %r15
  mov %rsp, (%rdi)
  sub $8, %rsp
  call course_fork_memory
  add $56, %rsp
  xor %eax, %eax
  ret
  .cfi_endproc
  .size course_fork_stack, . - course_fork_stack
  .globl course_exchange_start
  .type course_exchange_start, @function
course_exchange_start:
  .cfi_startproc
  .cfi_undefined rip
  call course_exchange_main
  ud2
  .cfi_endproc
  .size course_exchange_start, . - course_exchange_start
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

[[gnu::section("course_runtime")]] TaskSet guarded{};  // stacks

// When it is used first: most workers need a few of the stacks only.
void guard_stack(unsigned stack) {
  if (guarded.has(stack)) return;
  guarded.add(stack);
  const Address page = stacks_address + stack * stack_size;
  raw_syscall(SYS_mprotect, static_cast<long>(page), 4096, PROT_NONE);
}

bool by_kernel_threads() { return rt().flags & protocol::kernel_threads; }

// The stacks of both tasks may lie at the same place, so their memory is
// exchanged on a third one.
void switch_to_process(Task& next) {
  Processes& all = rt().processes;
  all.next = &next;
  course_switch_stack(
      &current->stack_pointer,
      prepare_stack(reinterpret_cast<Address>(std::end(all.exchange_stack)),
                    &course_exchange_start));
}

}  // namespace

const char* start_fibers() {
  if (by_kernel_threads())
    if (const char* problem = start_kernel_threads()) return problem;
  return start_thread_storage();
}

void prepare_fiber(Task& task) {
  guard_stack(task.stack);
  task.stack_pointer = prepare_stack(
      stacks_address + (task.stack + 1) * stack_size, &course_fiber_start);
  if (by_kernel_threads()) prepare_kernel_thread(task);
  prepare_thread_storage(task.own_storage);
  task.storage = task.own_storage;
}

void switch_to(Task& next) {
  Task& me = *current;
  if (&next == &me) return;
  rt().scheduler.run_length = 0;
  me.frame_pointer = reinterpret_cast<Address>(__builtin_frame_address(0));
  me.live_from = 0;
  if (by_kernel_threads()) return hand_to(next);
  if (next.process != me.process) return switch_to_process(next);
  current = &next;
  switch_thread_storage(me.storage, next.storage);
  course_switch_stack(&me.stack_pointer, next.stack_pointer);
}

void enter(Task& first) {
  if (by_kernel_threads()) return hand_to_first(first);
  current = &first;
  switch_thread_storage(rt().driver_storage, first.storage);
  course_switch_stack(&rt().driver_stack_pointer, first.stack_pointer);
}

void leave_schedule() {
  if (by_kernel_threads()) hand_to_driver();
  void* abandoned;
  ThreadStorage& mine = current->storage;
  current = nullptr;
  switch_thread_storage(mine, rt().driver_storage);
  course_switch_stack(&abandoned, rt().driver_stack_pointer);
  __builtin_unreachable();
}

bool copy_to_new_process(Process& child) {
  rt().processes.forked = &child;
  return course_fork_stack(&rt().tasks[child.first_task].stack_pointer) != 0;
}

extern "C" void course_fork_memory() { save_image(*rt().processes.forked); }

extern "C" void course_exchange_main() {
  Task& me = *current;
  Task& next = *rt().processes.next;
  if (process_of(me).state == ProcessState::running) save_image(process_of(me));
  load_image(process_of(next));
  current = &next;
  switch_thread_storage(me.storage, next.storage);
  void* exchanged;
  course_switch_stack(&exchanged, next.stack_pointer);
}

extern "C" void course_fiber_main() {
  // An earlier schedule may have abandoned this slot inside a catch block.
  auto* globals = reinterpret_cast<Address*>(abi::__cxa_get_globals());
  globals[0] = globals[1] = 0;
  run_current_task();
}

}  // namespace course::runtime
