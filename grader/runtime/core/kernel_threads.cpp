#include "runtime/core/kernel_threads.hpp"

#include <dlfcn.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <csignal>

#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/arch.hpp"
#include "runtime/core/ends.hpp"

namespace course::runtime {
namespace {

constexpr unsigned driver = max_tasks;
constexpr unsigned maker = max_tasks + 1;  // whoever waits for a new thread
constexpr std::size_t own_stack_size = 128 << 10;  // until it takes the task's

// Whose turn it is: the futex word of exactly one is 1 or its thread is awake.
struct Turns {
  std::uint32_t mine[max_tasks + 2];
  bool begin_anew[max_tasks];
  void* base[max_tasks];  // the stack to begin with, as for a fiber
};
[[gnu::section("course_runtime")]] Turns turns{};

using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*),
                       void*);
[[gnu::section("course_runtime")]] Create real_create = nullptr;

void give_turn(unsigned to) {
  __atomic_store_n(&turns.mine[to], 1, __ATOMIC_SEQ_CST);
  raw_syscall(SYS_futex, reinterpret_cast<long>(&turns.mine[to]),
              FUTEX_WAKE_PRIVATE, 1);
}

void await_turn(unsigned me) {
  while (!__atomic_exchange_n(&turns.mine[me], 0, __ATOMIC_SEQ_CST))
    raw_syscall(SYS_futex, reinterpret_cast<long>(&turns.mine[me]),
                FUTEX_WAIT_PRIVATE, 0);
  if (me >= driver || !turns.begin_anew[me]) return;
  // What the thread was doing belongs to an earlier schedule.
  turns.begin_anew[me] = false;
  void* abandoned;
  course_switch_stack(&abandoned, turns.base[me]);
}

void* thread_main(void* argument) {
  auto& task = *static_cast<Task*>(argument);
  use_alternate_signal_stack();
  task.own_storage.block = thread_pointer();
  give_turn(maker);
  await_turn(task.index);
  __builtin_unreachable();
}

}  // namespace

const char* start_kernel_threads() {
  real_create = reinterpret_cast<Create>(dlsym(RTLD_NEXT, "pthread_create"));
  if (!real_create) return "the C library has no pthread_create";
  // One at a time runs anyway, and a hand-over within a processor is cheapest.
  unsigned cpu = 0;
  raw_syscall(SYS_getcpu, reinterpret_cast<long>(&cpu));
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  raw_syscall(SYS_sched_setaffinity, 0, sizeof set,
              reinterpret_cast<long>(&set));
  return nullptr;
}

void prepare_kernel_thread(Task& task) {
  const bool made = turns.base[task.index] != nullptr;
  turns.base[task.index] = task.stack_pointer;
  if (!made) {
    Task* const me = current;
    current = nullptr;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, own_stack_size);
    pthread_t thread;
    if (real_create(&thread, &attributes, thread_main, &task) != 0)
      end_process(2);
    await_turn(maker);  // until it has said where its storage is
    pthread_attr_destroy(&attributes);
    current = me;
  }
  turns.begin_anew[task.index] = true;
}

void hand_to(Task& next) {
  Task& me = *current;
  me.stack_pointer = __builtin_frame_address(0);
  current = &next;
  give_turn(next.index);
  await_turn(me.index);
}

void hand_to_first(Task& first) {
  current = &first;
  give_turn(first.index);
  await_turn(driver);
}

void hand_to_driver() {
  const unsigned me = current->index;
  current = nullptr;
  give_turn(driver);
  await_turn(me);
  __builtin_unreachable();
}

}  // namespace course::runtime
