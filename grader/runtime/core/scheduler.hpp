// The scheduler: decides at every point which task goes on.
//
// A point stands before each synchronisation operation, releases included. A
// task about to take something that is not free (a lock, a join) is not enabled
// while it is not, so whoever is picked can always perform the operation it
// stands before.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

enum class ChoiceKind : std::uint8_t { task, waiter, fault };

// One decision. Option 0 is the default; option k costs k delays.
struct Choice {
  ChoiceKind kind;
  std::uint32_t number;   // from 1
  std::uint32_t options;  // at least 2
  TaskSet
      tasks;  // kind task: the candidates, option k is tasks.nth_from(start, k)
  unsigned start;
  bool current_first;  // kind task: option 0 is the current task going on

  unsigned task(std::uint32_t option) const {
    return tasks.nth_from(start, option);
  }
};

// A point before operation `op` on `object` (may be null), called at `site`.
// Others may run; the current task goes on when it is picked. If it is not
// enabled, it is not picked before it is.
void point(Operation op, SyncObject* object, Address site);

// Like point, but the others come first; for yield.
void give_way(Address site);

// Lets the next enabled task run, without a choice; for loops without points.
void pass_turn();

// Picks among `options` possibilities of another kind than "who runs".
std::uint32_t choose(ChoiceKind, std::uint32_t options);

// The current task cannot go on until `enable` is called for it; `deadline` as
// in Task.
void block(Operation op, SyncObject* object, Address site,
           std::uint64_t deadline);

// The current task is at its end and never runs again.
[[noreturn]] void end_current();

// Waits for its turn to take `object`, as a point of `op`. `free`: it could be
// taken now. Whoever takes the object disables its waiters, whoever releases it
// enables them; so on return it can be taken, unless `deadline` came first
// (then the task's timed_out is set).
void wait_turn(Operation op, SyncObject& object, TaskSet& waiters, Address site,
               bool free, std::uint64_t deadline);

// Lets a blocked task go on: at once, or, if it must hold a mutex again first,
// when that is free.
void wake(Task&);

bool others_can_run();

void enable(unsigned task);
void enable(TaskSet);
void disable(unsigned task);
// The waiters of something that the current task has just taken.
void disable_waiters(TaskSet);

// Something that a task may have been waiting for happened by itself (time has
// passed).
inline void world_changed() {
  Scheduler& s = rt().scheduler;
  ++s.progress;
  s.idle_points = 0;
  s.fair = false;
}
// The current task did something that another may have been waiting for.
inline void progress() {
  world_changed();
  ++current->looks.own_progress;
}

}  // namespace course::runtime
