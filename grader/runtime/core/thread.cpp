#include "runtime/core/thread.hpp"

#include <unwind.h>

#include <cerrno>

#include "runtime/core/descriptors.hpp"
#include "runtime/core/ends.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fiber.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/mappings.hpp"
#include "runtime/core/memory_files.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/program.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/thread_keys.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

void reset(Task& t) {
  const ThreadStorage storage = t.own_storage;
  const auto large = reinterpret_cast<char*>(&t.clock);
  __builtin_memset(
      static_cast<void*>(&t), 0,
      static_cast<std::size_t>(large - reinterpret_cast<char*>(&t)));
  t.own_storage = storage;
  const std::uint32_t tasks = rt().most_tasks;
  t.clock.clear(tasks);
  t.release_fence.clear(tasks);
  t.acquire_pending.clear(tasks);
  __builtin_memset(t.key_values, 0, rt().keys.high * sizeof *t.key_values);
}

Task& new_task(std::uint32_t process) {
  Scheduler& s = rt().scheduler;
  const std::uint32_t index = s.task_count++;
  Task& t = rt().tasks[index];
  if (s.task_count > rt().most_tasks) rt().most_tasks = s.task_count;
  s.alone = index == 0;
  reset(t);
  t.index = index;
  t.process = process;
  t.deadline = no_deadline;
  t.clock.at[index] = 1;
  t.ending = &new_object(0, ObjectKind::task);
  t.ending->owner = t.id();
  return t;
}

Task& make_task(std::uint32_t process) {
  Task& t = new_task(process);
  t.stack = t.index;
  Process& p = process_of(t);
  p.stacks.add(t.stack);
  p.on_stack[t.stack] = static_cast<std::uint8_t>(t.index);
  prepare_fiber(t);
  enable(t.index);
  return t;
}

unsigned alive_tasks() {
  unsigned n = 0;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i)
    n += rt().tasks[i].state != TaskState::ended;
  return n;
}

// See Scheduler::alone.
bool is_alone(const Task& me) {
  if (rt().processes.count > 1) return false;
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    const Task& t = rt().tasks[i];
    if (&t != &me &&
        (t.state != TaskState::ended || t.ending->clock.at[i] > me.clock.at[i]))
      return false;
  }
  return true;
}

bool last_of_its_process(const Task& me) {
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    const Task& t = rt().tasks[i];
    if (&t != &me && t.process == me.process && t.state != TaskState::ended)
      return false;
  }
  return true;
}

// The scenario is a function that its own process returns from.
[[noreturn]] void escape(const Task& t) {
  Message m;
  m << "process " << t.process + 1
    << " returns into the program of the process that made it, and runs on";
  note_end(Operation::exit, nullptr, t.call_site);
  note_fork_of(process_of(t));
  fail(Verdict::wrong_result, m.text(), t.process);
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
  rt().scheduler.alone = is_alone(me);
  if (rt().flags & protocol::whole_program) {  // main has left by pthread_exit
    run_exit_functions();
    fail_if_processes_are_left();
    fail_if_names_are_left();
    end_program_at_once(0);
  }
  fail_if_threads_are_left();
  fail_if_processes_are_left();
  fail_if_descriptors_are_left();
  fail_if_mappings_are_left();
  fail_if_names_are_left();
  run_exit_functions();
  me.state = TaskState::ended;
  leave_schedule();
}

[[noreturn]] void finish_task(Task& t) {
  run_thread_local_destructors();
  if (t.index != 0) run_key_destructors();
  t.call_site = 0;
  if (t.index == 0) finish_schedule(t);
  if (last_of_its_process(t)) end_this_process(0);
  release(t, t.ending->clock);
  t.ending->owner = 0;
  enable(t.ending->waiters);
  t.state = TaskState::ended;
  progress();
  if (rt().tracing.on) trace_step(Operation::task_end, t.ending, 0);
  tell_first_task_of_end();
  end_current();
}

// Somebody has joined or detached it.
bool is_spoken_for(const Task& t) {
  const bool spoken_for = t.joined || t.detached;
  if (spoken_for) note_learnt(t.index);
  return spoken_for;
}

}  // namespace

void tell_first_task_of_end() {
  if (rt().scheduler.draining && alive_tasks() == 1) enable(0);
}

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
    if (t.joined || t.detached || t.process != 0 || t.forked) continue;
    Message m;
    m << "thread " << i << " is neither joined nor detached";
    fail(Verdict::leak, m.text(), i);
  }
}

Task* task_of(Address handle) {
  const Address offset = handle - stacks_address;
  const Process& p = this_process();
  if (offset >= stacks_size || offset % stack_size) return nullptr;
  const auto stack = static_cast<unsigned>(offset / stack_size);
  if (!p.stacks.has(stack)) return nullptr;
  Task& t = rt().tasks[p.on_stack[stack]];
  return t.process == p.index ? &t : nullptr;
}

Task& make_first_task() { return make_task(0); }

Task& make_forked_task(const Task& from, std::uint32_t process) {
  Task& t = new_task(process);
  t.forked = true;
  t.stack = from.stack;
  share_thread_storage(from.storage, t.storage);
  t.operation = Operation::fork;
  t.call_site = from.call_site;
  t.has_release_fence = from.has_release_fence;
  t.has_acquire_pending = from.has_acquire_pending;
  t.context = from.context;
  t.start = from.start;
  t.argument = from.argument;
  t.creator = from.index;
  t.blocked_signals = from.blocked_signals;
  t.may_fail = from.may_fail;
  t.in_library = from.in_library;
  t.destructor_count = from.destructor_count;
  const std::uint32_t tasks = rt().scheduler.task_count;
  t.release_fence.assign(from.release_fence, tasks);
  t.acquire_pending.assign(from.acquire_pending, tasks);
  __builtin_memcpy(t.key_values, from.key_values, sizeof t.key_values);
  __builtin_memcpy(t.destructors, from.destructors,
                   from.destructor_count * sizeof *t.destructors);
  return t;
}

int create_thread(Address& handle, void* (*start)(void*), void* argument,
                  bool detached, Address site) {
  Task& me = *current;
  point(Operation::create, nullptr, site);
  if (inject_failure(protocol::fault_thread_creation, site)) return EAGAIN;
  note_learnt(rt().scheduler.task_count);
  if (rt().scheduler.task_count >= max_tasks) return EAGAIN;
  Task& t = make_task(me.process);
  t.history = history_after(me.history, t.index);
  t.start = start;
  t.argument = argument;
  t.detached = detached;
  t.creator = me.index;
  t.blocked_signals = me.blocked_signals;
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
  if (is_spoken_for(*t)) return EINVAL;
  SyncObject& ending = *t->ending;
  wait_turn(Operation::join, ending, ending.waiters, site, ending.owner == 0,
            deadline);
  if (ending.owner != 0) return ETIMEDOUT;
  if (t->joined) return EINVAL;
  t->joined = true;
  acquire(*current, ending.clock);
  rt().scheduler.alone = is_alone(*current);
  if (result) *result = t->result;
  if (rt().tracing.on) trace_step(Operation::join, &ending, 0);
  return 0;
}

int detach_thread(Address handle, Address site) {
  Task* const t = task_of(handle);
  if (!t) return ESRCH;
  if (is_spoken_for(*t)) return EINVAL;
  point(Operation::detach, t->ending, site);
  t->detached = true;
  return 0;
}

void run_current_task() {
  note_operation(*current, Operation::none, nullptr);
  // A fork comes back here in another task.
  if (current->index == 0) {
    rt().scenario();
    if (current->index != 0) escape(*current);
  } else {
    void* const result = current->start(current->argument);
    current->result = result;
  }
  finish_task(*current);
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
