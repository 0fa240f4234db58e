#include "runtime/core/process.hpp"

#include <sys/wait.h>

#include <bit>
#include <cerrno>
#include <csignal>

#include "runtime/core/descriptors.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fiber.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/mappings.hpp"
#include "runtime/core/memory_files.hpp"
#include "runtime/core/order.hpp"
#include "runtime/core/process_image.hpp"
#include "runtime/core/scenarios.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/thread.hpp"
#include "runtime/core/trace.hpp"
#include "runtime/core/world.hpp"

namespace course::runtime {
namespace {

Process& process(std::uint32_t index) { return rt().processes.at[index]; }

Process& make_process(std::uint32_t parent) {
  Processes& all = rt().processes;
  Process& p = all.at[all.count];
  p.index = all.count++;
  p.parent = parent;
  p.adopts = false;
  p.death_signal = 0;
  p.state = ProcessState::running;
  p.status = 0;
  p.image = Image{};
  p.ending = nullptr;
  p.children = nullptr;
  return p;
}

// Made when it is needed: of most schedules, never.
SyncObject& children_of(Process& p) {
  if (!p.children) p.children = &new_object(0, ObjectKind::children);
  return *p.children;
}

// Of what `me` forks; also the stacks of the other threads are copied, though
// nobody runs on them.
void inherit_stacks(Process& child, const Process& parent, const Task& t) {
  child.stacks = parent.stacks;
  rt().processes.forked_stacks.add(parent.stacks);
  for (unsigned s = 0; s < rt().scheduler.task_count; ++s) {
    if (!parent.stacks.has(s)) continue;
    const Task& on = rt().tasks[parent.on_stack[s]];
    child.on_stack[s] = parent.on_stack[s];
    child.inherited_from[s] = on.process != parent.index
                                  ? parent.inherited_from[s]
                              : on.state == TaskState::ended
                                  ? 0
                                  : reinterpret_cast<Address>(on.stack_pointer);
  }
  child.on_stack[t.stack] = static_cast<std::uint8_t>(t.index);
}

bool waits_for(pid_t which, const Process& child) {
  // Process groups are not modelled: all are in one.
  return which <= 0 || which == pid_of(child);
}

// A child of the current process that `which` means: the one that has ended
// first, else one that runs, else null.
Process* find_child(pid_t which) {
  Process* found = nullptr;
  for (std::uint32_t i = 1; i < rt().processes.count; ++i) {
    Process& p = process(i);
    if (p.parent != current->process || p.state == ProcessState::reaped ||
        !waits_for(which, p))
      continue;
    if (!found || (p.state == ProcessState::ended &&
                   (found->state == ProcessState::running ||
                    p.ended_as < found->ended_as)))
      found = &p;
  }
  return found;
}

// It has ended. With WNOWAIT this is but a look at how.
pid_t reap(Process& child, int* status, int options) {
  acquire(*current, child.ending->clock);
  if (!(options & WNOWAIT)) {
    child.state = ProcessState::reaped;
    progress();
  }
  if (status) *status = child.status;
  if (rt().tracing.on) trace_step(Operation::wait_child, child.ending, 0);
  return pid_of(child);
}

// waitpid(2), notes: then no status is kept.
bool wants_no_zombies(const Process& parent) {
  const SignalAction& action = parent.signals.actions[SIGCHLD];
  return action.handler == reinterpret_cast<Address>(SIG_IGN) ||
         (action.flags & SA_NOCLDWAIT);
}

// Who becomes the parent of its children: the nearest of those before it that
// asked for them, else nobody of this schedule.
std::uint32_t heir_of(const Process& p) {
  std::uint32_t i = p.parent;
  while (i != no_process && !process(i).adopts) i = process(i).parent;
  return i;
}

void tell_parent_of_end(const Process& p) {
  if (p.parent == no_process) return;
  enable(children_of(process(p.parent)).waiters);
  send_signal(process(p.parent), SIGCHLD);
}

void leave_to(std::uint32_t heir, Process& child) {
  child.parent = heir;
  if (child.state == ProcessState::running) return;
  if (heir == no_process) child.state = ProcessState::reaped;
  tell_parent_of_end(child);
}

// What a process leaves behind when it ends.
void release_all(Process& p, int status) {
  Runtime& r = rt();
  for (std::uint32_t i = 0; i < r.scheduler.task_count; ++i) {
    Task& t = r.tasks[i];
    if (t.process != p.index) continue;
    if (t.state != TaskState::ended) {
      t.state = TaskState::ended;
      disable(i);
      leave_all_queues(i);
      p.ending->clock.join(t.clock, r.scheduler.task_count);
    }
    abandon_shared_locks(t);
  }
  r.processes.ending = &p;
  close_descriptors(p);
  r.processes.ending = nullptr;
  drop_mappings(p);
  const std::uint32_t heir = heir_of(p);
  std::uint64_t to_signal = 0;
  static_assert(max_processes <= 64);
  for (std::uint32_t i = 1; i < r.processes.count; ++i) {
    Process& child = process(i);
    if (child.parent != p.index || child.state == ProcessState::reaped)
      continue;
    leave_to(heir, child);
    if (child.death_signal) to_signal |= std::uint64_t{1} << i;
  }
  p.status = status;
  p.ended_as = ++r.processes.ended;
  p.state = p.parent == no_process || wants_no_zombies(process(p.parent))
                ? ProcessState::reaped
                : ProcessState::ended;
  tell_parent_of_end(p);
  enable(p.ending->waiters);  // who polls a descriptor of it
  progress();
  tell_first_task_of_end();
  // May end the current process, so that is the last, and nothing comes behind.
  const bool own = to_signal >> current->process & 1;
  for (; to_signal; to_signal &= to_signal - 1) {
    Process& child =
        process(static_cast<unsigned>(std::countr_zero(to_signal)));
    if (child.index != current->process) send_signal(child, child.death_signal);
  }
  if (own) send_signal(this_process(), this_process().death_signal);
}

}  // namespace

pid_t pid_of(const Process& p) {
  return world_pid + static_cast<pid_t>(p.first_task);
}

pid_t parent_pid() {
  const std::uint32_t parent = this_process().parent;
  return parent == no_process ? 1 : pid_of(process(parent));
}

Process* process_with_pid(pid_t pid) {
  for (std::uint32_t i = 0; i < rt().processes.count; ++i)
    if (process(i).state != ProcessState::reaped && pid_of(process(i)) == pid)
      return &process(i);
  return nullptr;
}

Process* process_with_former_pid(pid_t pid) {
  for (std::uint32_t i = 0; i < rt().processes.count; ++i)
    if (pid_of(process(i)) == pid) return &process(i);
  return nullptr;
}

void begin_processes() {
  Processes& all = rt().processes;
  all.count = all.ended = all.killed = 0;
  all.small_pipes = false;
  all.ending = nullptr;
  all.image_bytes = 0;
  all.forked_stacks = TaskSet{};
  Process& p = make_process(no_process);
  p.first_task = 0;
  p.stacks = TaskSet{};
  p.exit_function_count = 0;
  p.signals = Signals{};
  begin_descriptors();
  begin_memory_files();
  begin_mappings();
}

pid_t fork_process(Address site) {
  Task& me = *current;
  point(Operation::fork, nullptr, site);
  if (inject_failure(protocol::fault_fork, site)) return -EAGAIN;
  keep_apart();
  Processes& all = rt().processes;
  if (all.count == max_processes || rt().scheduler.task_count == max_tasks)
    return -EAGAIN;
  if (rt().flags & protocol::kernel_threads)
    report_bad_test(protocol::WorkerError::self_test,
                    "processes cannot run as kernel threads");
  Process& parent = this_process();
  Process& child = make_process(parent.index);
  child.ending = &new_object(0, ObjectKind::process);
  Task& t = make_forked_task(me, child.index);
  child.first_task = t.index;
  child.made_by = me.index;
  child.made_in = me.context;
  child.made_at = site;
  child.exit_function_count = parent.exit_function_count;
  __builtin_memcpy(child.exit_functions, parent.exit_functions,
                   parent.exit_function_count * sizeof *child.exit_functions);
  share_descriptors(parent, child);
  share_mappings(parent, child);
  child.signals = parent.signals;
  child.signals.pending = 0;
  inherit_stacks(child, parent, t);
  copy_objects(me, t);
  acquire(t, me.clock);
  new_epoch(me);
  t.frame_pointer = reinterpret_cast<Address>(__builtin_frame_address(0));
  if (copy_to_new_process(child)) return 0;  // the new process goes on here
  enable(t.index);
  progress();
  if (rt().tracing.on) trace_step(Operation::fork, child.ending, 0);
  return pid_of(child);
}

void end_this_process(int status) {
  Process& p = this_process();
  Task& me = *current;
  me.state = TaskState::ended;
  leave_all_queues(me.index);  // it may be killed where it is about to wait
  p.ending->clock.join(me.clock, rt().scheduler.task_count);
  if (rt().tracing.on) trace_step(Operation::process_end, p.ending, 0);
  release_all(p, status);
  end_current();
}

void end_other_process(Process& p, int status) {
  if (rt().tracing.on) {
    Task& t = rt().tasks[p.first_task];
    t.operation = Operation::process_end;
    t.waits_for = p.ending;
    trace_step_of(t, 0);
  }
  release(*current, p.ending->clock);  // who kills it comes before its end
  release_all(p, status);
}

void be_killed_if_chosen(SyncObject* object, Address site) {
  if (!inject(protocol::fault_killed, object, site)) return;
  ++rt().processes.killed;
  end_this_process(SIGKILL);
}

void adopt_orphans(bool on) { this_process().adopts = on; }
void set_death_signal(int number) { this_process().death_signal = number; }

pid_t wait_for_child(pid_t which, int* status, int options, Address site) {
  SyncObject& children = children_of(this_process());
  if (options & WNOHANG) {
    point(Operation::wait_child, &children, site);
    Process* const child = find_child(which);
    if (!child) return -ECHILD;
    return child->state == ProcessState::ended ? reap(*child, status, options)
                                               : 0;
  }
  for (;;) {
    Process* child = find_child(which);
    const bool ready = !child || child->state == ProcessState::ended;
    if (!ready && inject_failure(protocol::fault_interrupt, site))
      return -EINTR;
    wait_turn(Operation::wait_child, children, children.waiters, site, ready,
              no_deadline);
    if (interrupted_by_signal(true)) return -EINTR;
    child = find_child(which);
    if (!child) return -ECHILD;
    if (child->state == ProcessState::ended)
      return reap(*child, status, options);
  }
}

void note_fork_of(const Process& p) {
  Tracing& tracing = rt().tracing;
  tracing.accesses[0] = {p.made_by, Operation::fork, true, 0,    0,
                         p.made_in, p.made_at,       0,    false};
  tracing.access_count = 1;
}

void fail_if_processes_are_left() {
  for (std::uint32_t i = 1; i < rt().processes.count; ++i) {
    const Process& p = process(i);
    if (p.state == ProcessState::reaped && p.parent != no_process) continue;
    note_fork_of(p);
    Message m;
    m << "process " << i + 1;
    m << (p.parent == no_process ? " has lost its parent, which did not wait "
                                   "for it"
          : p.state == ProcessState::running
              ? " is still there: nobody has waited for its end"
              : " has ended, but nobody has waited for it (a zombie)");
    fail(Verdict::leak, m.text(), i);
  }
}

}  // namespace course::runtime
