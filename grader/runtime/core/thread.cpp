#include "runtime/core/thread.hpp"

#include <unwind.h>

#include <cerrno>

#include "runtime/core/ends.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fiber.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/program.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/thread_keys.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

void reset(Task& t) {
  const ThreadStorage storage = t.storage;  // kept for all schedules
  const auto large = reinterpret_cast<char*>(&t.clock);
  __builtin_memset(
      static_cast<void*>(&t), 0,
      static_cast<std::size_t>(large - reinterpret_cast<char*>(&t)));
  t.storage = storage;
  const std::uint32_t tasks = rt().most_tasks;
  t.clock.clear(tasks);
  t.release_fence.clear(tasks);
  t.acquire_pending.clear(tasks);
  __builtin_memset(t.key_values, 0, rt().keys.high * sizeof *t.key_values);
}

Task& make_task() {
  Scheduler& s = rt().scheduler;
  const std::uint32_t index = s.task_count++;
  Task& t = rt().tasks[index];
  if (s.task_count > rt().most_tasks) rt().most_tasks = s.task_count;
  reset(t);
  t.index = index;
  t.deadline = no_deadline;
  t.clock.at[index] = 1;
  t.ending = &new_object(handle_of(t), ObjectKind::task);
  t.ending->owner = t.id();
  prepare_fiber(t);
  enable(index);
  return t;
}

unsigned alive_tasks() {
  unsigned n = 0;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i)
    n += rt().tasks[i].state != TaskState::ended;
  return n;
}

// The first task outlives all others, then runs what the program registered for
// its exit.
[[noreturn]] void finish_schedule(Task& me) {
  while (alive_tasks() > 1) {
    rt().scheduler.draining = true;
    block(Operation::task_end, nullptr, me.call_site, no_deadline);
  }
  for (std::uint32_t i = 1; i < rt().scheduler.task_count; ++i)
    acquire(me, rt().tasks[i].ending->clock);
  if (rt().flags & protocol::whole_program) {  // main has left by pthread_exit
    run_exit_functions();
    end_program_at_once(0);
  }
  fail_if_threads_are_left();
  run_exit_functions();
  me.state = TaskState::ended;
  leave_schedule();
}

[[noreturn]] void finish_task(Task& t) {
  run_thread_local_destructors();
  if (t.index != 0) run_key_destructors();
  t.call_site = 0;
  if (t.index == 0) finish_schedule(t);
  release(t, t.ending->clock);
  t.ending->owner = 0;
  enable(t.ending->waiters);
  t.state = TaskState::ended;
  progress();
  if (rt().tracing.on) trace_step(Operation::task_end, t.ending, 0);
  if (rt().scheduler.draining && alive_tasks() == 1) enable(0);
  end_current();
}

}  // namespace

void run_thread_local_destructors() {
  Task& t = *current;
  while (t.destructor_count > 0) {
    const ThreadLocalDestructor d = t.destructors[--t.destructor_count];
    d.function(d.object);
  }
}

void fail_if_threads_are_left() {
  for (std::uint32_t i = 1; i < rt().scheduler.task_count; ++i) {
    const Task& t = rt().tasks[i];
    if (t.joined || t.detached) continue;
    Message m;
    m << "thread " << i << " is neither joined nor detached";
    fail(Verdict::leak, m.text(), i);
  }
}

Task* task_of(Address handle) {
  const Address offset = handle - stacks_address;
  if (offset % stack_size || offset / stack_size >= rt().scheduler.task_count)
    return nullptr;
  return &rt().tasks[offset / stack_size];
}

Task& make_first_task() { return make_task(); }

int create_thread(Address& handle, void* (*start)(void*), void* argument,
                  bool detached, Address site) {
  Task& me = *current;
  point(Operation::create, nullptr, site);
  if (inject_failure(protocol::fault_thread_creation, site)) return EAGAIN;
  if (rt().scheduler.task_count >= max_tasks) return EAGAIN;
  Task& t = make_task();
  t.start = start;
  t.argument = argument;
  t.detached = detached;
  t.creator = me.index;
  t.may_fail = me.may_fail;
  acquire(t, me.clock);
  new_epoch(me);
  handle = handle_of(t);
  progress();
  if (rt().tracing.on) trace_step(Operation::create, t.ending, 0);
  return 0;
}

int join_thread(Address handle, void** result, Address site,
                std::uint64_t deadline) {
  Task* const t = task_of(handle);
  if (!t) return ESRCH;
  if (t == current) return EDEADLK;
  if (t->joined || t->detached) return EINVAL;
  SyncObject& ending = *t->ending;
  wait_turn(Operation::join, ending, ending.waiters, site, ending.owner == 0,
            deadline);
  if (ending.owner != 0) return ETIMEDOUT;
  if (t->joined) return EINVAL;
  t->joined = true;
  acquire(*current, ending.clock);
  if (result) *result = t->result;
  if (rt().tracing.on) trace_step(Operation::join, &ending, 0);
  return 0;
}

int detach_thread(Address handle, Address site) {
  Task* const t = task_of(handle);
  if (!t) return ESRCH;
  if (t->joined || t->detached) return EINVAL;
  point(Operation::detach, t->ending, site);
  t->detached = true;
  return 0;
}

void run_current_task() {
  Task& t = *current;
  if (t.index == 0)
    rt().scenario();
  else
    t.result = t.start(t.argument);
  finish_task(t);
}

namespace {

_Unwind_Reason_Code unwound(int, _Unwind_Action actions,
                            _Unwind_Exception_Class, _Unwind_Exception*,
                            _Unwind_Context*, void*) {
  if (actions & _UA_END_OF_STACK) finish_task(*current);
  return _URC_NO_REASON;
}

}  // namespace

void exit_thread(void* result) {
  current->result = result;
  current->exit_exception = {};
  _Unwind_ForcedUnwind(&current->exit_exception, unwound, nullptr);
  finish_task(*current);
}

}  // namespace course::runtime
