#include "runtime/core/scheduler.hpp"

#include <csignal>

#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fiber.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/looks.hpp"
#include "runtime/core/lost_wakeup.hpp"
#include "runtime/core/mutex.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/recurrence.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/starvation.hpp"
#include "runtime/core/trace.hpp"
#include "runtime/core/virtual_time.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {
namespace {

// A task that keeps running while others could is made to give way after so
// many points: without it a spin that also counts its rounds would never let
// go.
constexpr std::uint32_t longest_run = 1000;

// What a point costs, in accesses.
constexpr std::uint64_t point_work = 10;

std::uint32_t ask_strategy(const Choice& c) {
  Scheduler& s = rt().scheduler;
  if (c.number > max_choices)
    fail_stuck(Verdict::too_slow, "it makes too many choices");
  s.options[c.number - 1] = static_cast<std::uint8_t>(c.options);
  return s.strategy->choose(c);
}

void note_choice(const Choice& c, std::uint32_t option) {
  Scheduler& s = rt().scheduler;
  s.chosen[c.number - 1] = static_cast<std::uint8_t>(option);
  if (c.kind != ChoiceKind::task) note_learnt(option);
  if (rt().tracing.on) trace_choice();
  rt().tracing.choice = c.number;
}

// Picks the next task and switches to it; returns when the current task is
// picked again. If it gives way, it is the last of the candidates instead of
// the first.
void reschedule(bool giving_way) {
  Scheduler& s = rt().scheduler;
  Task& me = *current;
  while (s.enabled.empty()) {
    if (advance_time()) continue;
    find_out_why_stuck();  // returns only when a task was woken to probe
  }
  const bool first = s.enabled.has(me.index) && !giving_way;
  const unsigned start = first ? me.index : (me.index + 1) % max_tasks;
  const unsigned n = s.enabled.size();
  std::uint32_t option = 0;
  if (n > 1 && !s.fair) {
    const Choice c{ChoiceKind::task, ++s.choices, n, s.enabled, start, first};
    option = ask_strategy(c);
    if (option == Strategy::abandon) {
      s.abandoned = true;
      leave_schedule();
    }
    note_choice(c, option);
  }
  switch_to(rt().tasks[s.enabled.nth_from(start, option)]);
}

void out_of_steps() {
  const Scheduler& s = rt().scheduler;
  if (s.idle_points > idle_before_fairness && s.enabled.size() > 1)
    fail_stuck(Verdict::livelock, nullptr);
  Message m;
  m << "it is not at its end after " << s.step_limit
    << " synchronisation operations";
  fail_stuck(Verdict::too_slow, m.text());
}

void count_point(Operation op, SyncObject* object, Address site) {
  Scheduler& s = rt().scheduler;
  Task& t = *current;
  t.operation = op;
  t.waits_for = object;
  t.call_site = site;
  ++s.run_length;
  note_waiting(t);
  s.work += s.accesses + point_work;
  s.accesses = 0;
  if (++s.points > s.step_limit) out_of_steps();
  if (s.points > s.step_limit / 2 && rt().processes.count == 1)
    look_for_recurrence();
}

// The current task is about to do that: for the trace's hash.
void mix_hash(Operation op, const SyncObject* object) {
  Scheduler& s = rt().scheduler;
  const std::uint64_t what = std::uint64_t{current->index} << 40 |
                             std::uint64_t{object ? object->id : 0} << 8 |
                             static_cast<std::uint64_t>(op);
  const std::uint64_t h = mix(s.hash, what);
  s.hash = static_cast<std::uint32_t>(h ^ (h >> 32));
}

// The current task is about to do that.
void note_step(Operation op, SyncObject* object) {
  mix_hash(op, object);
  note_operation(*current, op, object);
}

bool must_give_way(const Task& t) {
  // Giving way with a lock held would only make the others look, too.
  const unsigned limit = t.held_count == 0 ? look_limit : 3 * look_limit;
  return t.looks.repeats >= limit || rt().scheduler.run_length >= longest_run;
}

void check_idleness(Task& t) {
  Scheduler& s = rt().scheduler;
  if (t.looks.idle_looks >= busy_wait_looks &&
      (rt().flags & protocol::waiting_blocks) && !s.probing)
    fail(Verdict::busy_wait, nullptr, t.call_site);
  if (s.idle_points % idle_before_time_moves == 0 && advance_time()) return;
  if (s.points - s.time_moved_at >= busy_before_time_moves) {
    s.time_moved_at = s.points;  // also if nobody waits for a time
    advance_time();
  }
  if (s.idle_points <= idle_before_fairness) return;
  s.fair = rt().choices_left_out = true;
  if (s.idle_points > idle_before_livelock)
    fail_stuck(Verdict::livelock, nullptr);
}

// Deadlock if the current task, about to wait for `object`, closes a circle of
// owners: it need not wait until nothing else can run.
void check_circle(Operation op, SyncObject& object, Address site) {
  Task& me = *current;
  const SyncObject* o = &object;
  for (unsigned hops = 0; hops <= max_tasks && o->owner != 0; ++hops) {
    if (o->owner == me.id()) {
      me.operation = op;
      me.waits_for = &object;
      me.call_site = site;
      if (rt().tracing.on) trace_step(op, &object, protocol::step_waits);
      fail_stuck(Verdict::deadlock, nullptr);
    }
    const Task& owner = rt().tasks[o->owner - 1];
    if (rt().scheduler.enabled.has(owner.index) ||
        owner.state == TaskState::ended || owner.deadline != no_deadline ||
        !owner.waits_for)
      return;
    o = owner.waits_for;
  }
}

// A fault: the time of the current task, which is disabled, is up while others
// could still run.
void time_out_early(SyncObject* object, Address site) {
  const Task& me = *current;
  if (me.deadline != no_deadline && me.deadline > rt().scheduler.now &&
      others_can_run() && inject(protocol::fault_early_timeout, object, site))
    move_time_to(me.deadline);
}

}  // namespace

void point(Operation op, SyncObject* object, Address site) {
  handle_signals_if_any();
  if (current->may_be_killed) be_killed_if_chosen(object, site);
  Scheduler& s = rt().scheduler;
  Task& t = *current;
  if (s.probing) probe_operation(op, object);
  note_look(t, op, object, mix(site, t.context));
  t.call_site = site;
  check_idleness(t);
  count_point(op, object, site);
  if (!s.enabled.has(t.index) && rt().tracing.on)
    trace_step(op, object, protocol::step_waits);
  const bool giving_way = fair_turns() || must_give_way(t);
  // Once: two tasks that gave way at every point would go in lock step, and
  // back off from each other for ever.
  if (giving_way) t.looks.repeats = 0;
  reschedule(giving_way);
  note_step(op, object);
}

void give_way(Address site) {
  Scheduler& s = rt().scheduler;
  Task& t = *current;
  if (s.probing) probe_operation(Operation::yield, nullptr);
  note_look(t, Operation::yield, nullptr, mix(site, t.context));
  t.call_site = site;
  check_idleness(t);
  count_point(Operation::yield, nullptr, site);
  reschedule(true);
  note_step(Operation::yield, nullptr);
  if (rt().tracing.on) trace_step(Operation::yield, nullptr, 0);
}

void pass_turn() {
  Scheduler& s = rt().scheduler;
  keep_apart();
  if (s.enabled.has(current->index) && s.enabled.size() > 1)
    switch_to(
        rt().tasks[s.enabled.nth_from((current->index + 1) % max_tasks, 0)]);
}

std::uint32_t choose(ChoiceKind kind, std::uint32_t options) {
  if (options < 2) return 0;
  Scheduler& s = rt().scheduler;
  const Choice c{kind, ++s.choices, options, TaskSet{}, 0, false};
  const std::uint32_t option = ask_strategy(c);
  note_choice(c, option);
  return option;
}

void block(Operation op, SyncObject* object, Address site,
           std::uint64_t deadline) {
  Task& t = *current;
  t.operation = op;
  t.waits_for = object;
  t.call_site = site;
  t.deadline = deadline;
  t.timed_out = false;
  disable(t.index);
  note_waiting(t);
  if (rt().tracing.on) trace_step(op, object, protocol::step_waits);
  time_out_early(object, site);
  reschedule(false);
  t.deadline = no_deadline;
  // To sleep until the time is up, again and again, is polling, which some
  // exercises allow.
  if (!t.timed_out || (rt().flags & protocol::sleeping_is_waiting))
    t.looks.idle_looks = 0;
  mix_hash(Operation::wake_up, object);
  note_operation(t, Operation::wake_up, nullptr);
}

void end_current() {
  Task& me = *current;
  me.state = TaskState::ended;
  disable(me.index);
  mix_hash(Operation::task_end, nullptr);
  note_operation(me, Operation::task_end, me.ending);
  reschedule(false);
  __builtin_unreachable();
}

void wait_turn(Operation op, SyncObject& object, TaskSet& waiters, Address site,
               bool free, std::uint64_t deadline) {
  Task& me = *current;
  waiters.add(me.index);
  me.timed_out = false;
  me.deadline = deadline;
  if (!free) {
    disable(me.index);
    if (deadline == no_deadline) check_circle(op, object, site);
    time_out_early(&object, site);
  }
  point(op, &object, site);
  waiters.remove(me.index);
  me.deadline = no_deadline;
}

void wake(Task& t) {
  t.deadline = no_deadline;
  if (t.relock) {
    t.relock->waiters.add(t.index);
    t.operation = Operation::wake_up;
    t.waits_for = t.relock;
    const bool free = mutex_is_free(*t.relock, t);
    if (fair_turns() && !free) t.relock->enqueue(t.index);
    if (!free) return;
  }
  enable(t.index);
}

bool others_can_run() {
  TaskSet others = rt().scheduler.enabled;
  others.remove(current->index);
  return !others.empty();
}

void enable(TaskSet tasks) { rt().scheduler.enabled.add(tasks); }

void disable_waiters(TaskSet tasks) {
  if (tasks.empty()) return;
  // Whose time is up, or who is interrupted, goes on without what it waited
  // for; who has left a condition still needs the mutex.
  for (unsigned i = 0; i < rt().scheduler.task_count; ++i)
    if (const Task& t = rt().tasks[i]; (t.timed_out && !t.relock) ||
                                       t.interrupted ||
                                       t.operation == Operation::poll)
      tasks.remove(i);  // the latter looks again: it waits for others, too
  if (rt().tracing.on)
    for (unsigned i = 0; i < rt().scheduler.task_count; ++i)
      if (tasks.has(i) && rt().scheduler.enabled.has(i))
        trace_step_of(rt().tasks[i], protocol::step_waits);
  rt().scheduler.enabled.remove(tasks);
}

void enable(unsigned task) { rt().scheduler.enabled.add(task); }
void disable(unsigned task) { rt().scheduler.enabled.remove(task); }

}  // namespace course::runtime
