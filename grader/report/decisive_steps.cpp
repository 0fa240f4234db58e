#include "report/decisive_steps.hpp"

#include <algorithm>
#include <set>

#include "report/conflicts.hpp"
#include "report/frames.hpp"
#include "report/touched.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::Access;
using protocol::Failure;
using protocol::Operation;
using protocol::Step;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;
using protocol::Verdict;

namespace {

using Position = std::optional<std::size_t>;

bool same_line(const protocol::Stack& a, const protocol::Stack& b) {
  const protocol::Frame* x = protocol::shown_frame(a);
  const protocol::Frame* y = protocol::shown_frame(b);
  return x != nullptr && y != nullptr && x->line == y->line &&
         x->file == y->file;
}

// The last step before `end` for which `matches` holds.
template <class Matches>
Position last(const Trace& trace, std::size_t end, Matches matches) {
  for (std::size_t i = std::min(end, trace.steps.size()); i-- > 0;)
    if (matches(trace.steps[i])) return i;
  return std::nullopt;
}

template <class Matches>
Position first(const Trace& trace, std::size_t begin, Matches matches) {
  for (std::size_t i = begin; i < trace.steps.size(); ++i)
    if (matches(trace.steps[i])) return i;
  return std::nullopt;
}

void keep(Decisive& d, Position at, std::string note = "") {
  if (at) d.steps.emplace(*at, std::move(note));
}

// What an exception did on the way: it left a lock locked, a flag set.
void keep_exceptions(const Trace& trace, Decisive& d, int task,
                     std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end && i < trace.steps.size(); ++i)
    if ((task == 0 || trace.steps[i].task == task) && throws(trace.steps[i]))
      d.steps.emplace(i, "");
}

Position position_of(const Trace& trace, std::uint32_t index) {
  return last(trace, trace.steps.size(),
              [&](const Step& s) { return s.index == index; });
}

void keep_waits(const Trace& trace, Decisive& d) {
  bool circular = !circle(trace).empty();
  for (const TaskSummary* task : stuck(trace)) {
    if (circular && circle(trace).size() > 1) break;
    // A lock that is held since an exception; else whatever an exception did.
    std::size_t begin = 0;
    for (const TaskSummary* owner : owners(trace, task->waits_for))
      for (const protocol::Held& held : owner->held)
        if (held.object == task->waits_for)
          begin = position_of(trace, held.step).value_or(0);
    keep_exceptions(trace, d, 0, begin, trace.steps.size());
  }
  for (const TaskSummary* task : stuck(trace)) {
    for (const protocol::Held& held : task->held)
      keep(d, last(trace, trace.steps.size(),
                   [&](const Step& s) { return s.index == held.step; }));
    keep(d, last(trace, trace.steps.size(),
                 [&](const Step& s) { return s.task == task->id && s.waits; }));
    // A lock whose owner has ended: where it was taken, and how far its owner
    // came.
    for (const TaskSummary* owner : owners(trace, task->waits_for)) {
      if (owner->state != TaskState::ended) continue;
      for (const protocol::Held& held : owner->held)
        if (held.object == task->waits_for)
          keep(d, last(trace, trace.steps.size(),
                       [&](const Step& s) { return s.index == held.step; }));
      keep(d, last(trace, trace.steps.size(), [&](const Step& s) {
             return s.task == owner->id && protocol::shown_frame(s.stack) &&
                    s.operation != Operation::task_end;
           }));
    }
  }
}

// The memory that a task looked at before it went to sleep: the condition.
std::set<std::uint64_t> condition_of(const Trace& trace, int task,
                                     std::size_t sleeps) {
  std::set<std::uint64_t> same, any;
  for (std::size_t i = sleeps; i-- > 0;) {
    const Step& s = trace.steps[i];
    if (s.task != task) continue;
    if (takes_lock(s.operation) || s.operation == Operation::wake_up) break;
    if ((s.operation != Operation::read && s.operation != Operation::load) ||
        s.address == 0)
      continue;
    any.insert(s.address);
    if (same_line(s.stack, trace.steps[sleeps].stack)) same.insert(s.address);
  }
  return same.empty() ? any : same;
}

// Who leaves the wait on `object` because of the notification at `at`.
std::vector<int> woken_by(const Trace& trace, std::size_t at) {
  std::map<int, bool> waiting;
  const Step& n = trace.steps[at];
  for (std::size_t i = 0; i < at; ++i) {
    const Step& s = trace.steps[i];
    if (s.waits && s.object == n.object)
      waiting[s.task] = true;
    else
      waiting.erase(s.task);
  }
  std::vector<int> woken;
  for (const auto& [task, is] : waiting) {
    const Position next = first(
        trace, at + 1, [&, t = task](const Step& s) { return s.task == t; });
    if (next) woken.push_back(task);
    if (next && n.operation == Operation::notify_one) break;
  }
  return woken;
}

// The sleeper's last look and its falling asleep, the change it waits for and
// the notification that did not reach it.
void keep_lost(const Trace& trace, Decisive& d) {
  for (const TaskSummary* task : stuck(trace)) {
    const Position sleeps = last(trace, trace.steps.size(), [&](const Step& s) {
      return s.task == task->id && s.waits;
    });
    if (!sleeps || task->blocked_in == Operation::join) continue;
    if (takes_lock(task->blocked_in)) {
      keep(d, sleeps);
      continue;
    }
    keep(d, sleeps, "sleeps for ever");
    const std::set<std::uint64_t> condition =
        condition_of(trace, task->id, *sleeps);
    const auto watched = [&](const Step& s) {
      return s.address != 0 && condition.contains(s.address);
    };
    const Position looks = last(trace, *sleeps, [&](const Step& s) {
      return s.task == task->id && watched(s);
    });
    keep(d, looks);
    const Position changes =
        last(trace, trace.steps.size(), [&](const Step& s) {
          return s.task != task->id && watched(s) &&
                 s.operation != Operation::read &&
                 s.operation != Operation::load;
        });
    const bool since = changes && (!looks || *changes > *looks);
    if (since) {
      keep(d, changes);
      d.values.insert(*changes);
      if (looks) d.values.insert(*looks);
    }
    Position notified = last(trace, trace.steps.size(), [&](const Step& s) {
      return notifies(s.operation) && s.object == task->waits_for;
    });
    if (notified && looks && *notified < *looks) notified.reset();
    const std::vector<int> woken =
        notified ? woken_by(trace, *notified) : std::vector<int>();
    // A change that came later is notified of by nobody, unless it is what the
    // notification was for: who has been woken uses up what is there.
    if (notified && since && *changes > *notified &&
        std::ranges::find(woken, trace.steps[*changes].task) == woken.end())
      notified.reset();
    if (notified) {
      keep(d, notified,
           woken.empty() ? "nobody waits"
                         : "wakes " + task_name(trace, woken.front()));
      for (const int other : woken)
        keep(d, last(trace, *notified, [&](const Step& s) {
               return s.task == other && s.waits;
             }));
    }
    if (changes)
      keep_exceptions(trace, d, trace.steps[*changes].task, looks.value_or(0),
                      *changes + 1);
  }
}

void keep_access(const Trace& trace, Decisive& d, const Access& access) {
  if (const Position at = step_of(trace, access))
    keep(d, at, verb(access.operation));
  else
    d.unseen.push_back(&access);
}

// The locks around the two accesses: what the earlier one releases afterwards,
// what the later one has taken before.
void keep_race(const Trace& trace, Decisive& d) {
  for (const Access& access : trace.accesses) keep_access(trace, d, access);
  for (const Access& access : trace.accesses) {
    const std::size_t at = step_of(trace, access).value_or(trace.steps.size());
    const auto lock = [&](const Step& s) {
      return s.task == access.task &&
             (takes_lock(s.operation) || s.operation == Operation::wake_up) &&
             !s.waits && !s.failed;
    };
    const auto unlock = [&](const Step& s) {
      return s.task == access.task && gives_lock(s.operation);
    };
    if (!access.held.empty()) {
      keep(d, last(trace, at, lock));
      keep(d, first(trace, at, unlock));
    } else if (const Position released = last(trace, at, unlock)) {
      // Unlocked too early, perhaps: the last lock before is part of the story.
      keep(d, last(trace, *released, lock));
      keep(d, released);
    }
  }
}

void keep_lifetime(const Trace& trace, Decisive& d) {
  for (const Access& access : trace.accesses) keep_access(trace, d, access);
  if (trace.accesses.empty()) return;
  const Position at = step_of(trace, trace.accesses.front());
  const std::uint32_t object = at ? trace.steps[*at].object : 0;
  const Access& access = trace.accesses.front();
  const Position gone =
      last(trace, at.value_or(trace.steps.size()), [&](const Step& s) {
        if (s.operation != Operation::free && s.operation != Operation::destroy)
          return false;
        if (object != 0 && s.object == object) return true;
        return s.address != 0 && access.address != 0 &&
               may_overlap(s.address, s.size, access.address, access.size);
      });
  if (!gone) return;
  keep(d, gone,
       trace.steps[*gone].operation == Operation::free ? "frees it"
                                                       : "destroys it");
  keep_exceptions(trace, d, trace.steps[*gone].task, 0, *gone);
  // How the task knows the place: its last use before, else its last step.
  const Step& f = trace.steps[*gone];
  const auto own = [&](const Step& s) {
    const protocol::Frame* shown = protocol::shown_frame(s.stack);
    return s.task == access.task && shown != nullptr &&
           shown->owner == protocol::Owner::submission && !s.waits;
  };
  Position used = last(trace, *gone, [&](const Step& s) {
    return own(s) && s.address != 0 && f.address != 0 &&
           may_overlap(s.address, s.size, f.address, f.size);
  });
  if (used)
    d.steps.emplace(*used, "uses it");
  else if (const Position touched = last(trace, *gone, [&](const Step& s) {
             return own(s) && !gives_lock(s.operation);
           }))
    keep(d, touched);
  else
    keep(d, last(trace, *gone, own));
}

// One thread, no order to show: what remains are the exceptions that end a call
// half way, out of a callback or while it holds a lock.
void keep_half_done(const Trace& trace, Decisive& d) {
  d.helpful.clear();
  d.complete = true;
  std::map<std::uint32_t, std::size_t> held;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    if (takes_lock(s.operation) && !s.failed) held[s.object] = i;
    if (gives_lock(s.operation)) held.erase(s.object);
    if (!throws(trace.steps[i])) continue;
    if (held.empty() && !in_callback(s.stack)) continue;
    for (const auto& [object, taken] : held) keep(d, taken);
    keep(d, i);
    return;
  }
}

// Waits that end because their time is up: nobody has notified meanwhile, and
// no fault was injected into them.
void keep_time_ups(const Trace& trace, Decisive& d) {
  std::map<int, std::uint32_t> waiting;  // by task: the condition variable
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    if (s.operation == Operation::wait && s.waits) {
      waiting[s.task] = s.object;
    } else if (s.operation == Operation::wake_up && !s.waits) {
      if (waiting.erase(s.task) > 0) d.steps[i] = "time is up";
    } else if (s.operation == Operation::fault &&
               s.value == protocol::fault_spurious_wakeup) {
      waiting.erase(s.task);
    } else if (notifies(s.operation) && !s.failed) {
      std::erase_if(waiting,
                    [&](const auto& w) { return w.second == s.object; });
    }
  }
}

// The pattern that no one-at-a-time order explains. Where containers or
// callbacks hide the values, the blocks under a lock show it.
void keep_conflict(const Failure& failure, Decisive& d) {
  const Trace& trace = failure.trace;
  const auto [begin, end] = others_alive(trace);
  const bool alone = begin == 0 && end == trace.steps.size();
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    const protocol::Frame* shown = protocol::shown_frame(s.stack);
    const bool own =
        shown != nullptr && shown->owner == protocol::Owner::submission;
    if (own && (s.operation == Operation::event || throws(trace.steps[i])))
      d.helpful.insert(i);
  }
  if (alone) return keep_half_done(trace, d);
  const Conflict c = find_conflict(failure);
  if (c.essential.empty()) return;
  d.complete = true;
  d.locations = c.addresses.size();
  for (const std::size_t i : c.essential) d.steps.emplace(i, "");
  d.helpful.insert(c.related.begin(), c.related.end());
  d.values = c.related;
  if (c.direct) return;
  const auto locks_around = [&](int task, std::size_t from, std::size_t to) {
    const Position taken = last(trace, from, [&](const Step& s) {
      return s.task == task && takes_lock(s.operation) && !s.waits;
    });
    const Position given = first(trace, to, [&](const Step& s) {
      return s.task == task && gives_lock(s.operation);
    });
    if (taken) d.locks.insert(*taken);
    if (given && *given < *c.essential.rbegin()) d.locks.insert(*given);
  };
  locks_around(c.first, *c.essential.begin(), *c.essential.begin());
  locks_around(c.first, *c.essential.rbegin(), trace.steps.size());
  for (const std::size_t i : c.essential)
    if (trace.steps[i].task == c.second)
      locks_around(c.second, i, trace.steps.size());
}

}  // namespace

std::optional<std::size_t> step_of(const Trace& trace, const Access& access) {
  const auto exact = [&](const Step& s) {
    return s.task == access.task && s.operation == access.operation &&
           same_line(s.stack, access.stack) &&
           may_overlap(s.address, s.size, access.address, access.size);
  };
  return last(trace, trace.steps.size(), exact);
}

Decisive decisive_steps(const Failure& failure) {
  const Trace& trace = failure.trace;
  Decisive d;
  for (std::size_t i = 0; i < trace.steps.size(); ++i)
    if (trace.steps[i].operation == Operation::fault) d.steps.emplace(i, "");
  switch (failure.verdict) {
    case Verdict::deadlock:
    case Verdict::not_parallel:
      keep_waits(trace, d);
      break;
    case Verdict::lost_wakeup:
      keep_lost(trace, d);
      d.complete = d.steps.size() > 1;
      break;
    case Verdict::data_race:
      keep_race(trace, d);
      break;
    case Verdict::lifetime:
      keep_lifetime(trace, d);
      d.complete = d.steps.size() > 1;
      break;
    case Verdict::wrong_result: {
      keep_conflict(failure, d);
      keep_time_ups(trace, d);
      // What a data race can do: its two accesses.
      const bool bare = d.steps.empty();
      for (const Access& access : trace.accesses)
        keep(d, step_of(trace, access), bare ? verb(access.operation) : "");
      break;
    }
    default:
      for (const Access& access : trace.accesses) keep_access(trace, d, access);
      keep_exceptions(trace, d, 0, 0, trace.steps.size());
      break;
  }
  return d;
}

}  // namespace course::report
