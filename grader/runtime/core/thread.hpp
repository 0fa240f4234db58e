// What pthread_create, pthread_join and the end of a thread mean.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// The program's own handle of a task: the lowest address of its stack, equal in
// every run.
inline Address handle_of(const Task& t) {
  return stacks_address + t.stack * stack_size;
}
Task* task_of(Address handle);

// Returns 0 and sets `handle`, or EAGAIN when there are max_tasks already.
int create_thread(Address& handle, void* (*start)(void*), void* argument,
                  bool detached, Address site);
int join_thread(Address handle, void** result, Address site,
                std::uint64_t deadline);
int detach_thread(Address handle, Address site);

// Those of the current task, in reverse order.
void run_thread_local_destructors();
// Fails with `leak` if a thread was neither joined nor detached.
void fail_if_threads_are_left();

// What a fiber does: the scenario or the thread function, and the end of the
// task.
[[noreturn]] void run_current_task();
// pthread_exit: unwinds the current task, destructors and all, and ends it.
[[noreturn]] void exit_thread(void* result);

// The first task of a schedule, which runs the scenario.
Task& make_first_task();
// The first task of a forked process, about to go on where `from`, the current
// task, stands. Not enabled.
Task& make_forked_task(const Task& from, std::uint32_t process);
// A task has ended, and the first one may be waiting for the last of them.
void tell_first_task_of_end();

}  // namespace course::runtime
