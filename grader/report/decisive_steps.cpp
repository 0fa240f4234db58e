#include "report/decisive_steps.hpp"

#include <set>

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

void keep_waits(const Trace& trace, Decisive& d) {
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

// Notifications at a moment when no task waits on the object. What a waiter
// does next, whatever it is, ends its wait.
void keep_unheard(const Trace& trace, Decisive& d) {
  std::set<std::uint32_t> objects;
  for (const TaskSummary* task : stuck(trace)) objects.insert(task->waits_for);
  std::map<int, std::uint32_t> waiting;
  std::map<std::uint32_t, std::size_t> unheard, any;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    waiting.erase(s.task);
    if (s.waits) waiting[s.task] = s.object;
    if (!notifies(s.operation) || !objects.contains(s.object)) continue;
    bool heard = false;
    for (const auto& [task, object] : waiting) heard |= object == s.object;
    (heard ? any : unheard)[s.object] = i;
  }
  for (const auto& [object, at] : unheard) keep(d, at, "nobody waits");
  for (const auto& [object, at] : any)
    if (!unheard.contains(object)) keep(d, at);
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
      return s.task == access.task && takes_lock(s.operation);
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
  if (gone)
    keep(d, gone,
         trace.steps[*gone].operation == Operation::free ? "frees it"
                                                         : "destroys it");
}

}  // namespace

bool takes_lock(Operation o) {
  return o == Operation::lock || o == Operation::try_lock ||
         o == Operation::read_lock || o == Operation::try_read_lock;
}

bool gives_lock(Operation o) {
  return o == Operation::unlock || o == Operation::read_unlock;
}

bool notifies(Operation o) {
  return o == Operation::notify_one || o == Operation::notify_all ||
         o == Operation::futex_wake || o == Operation::release;
}

std::string verb(Operation o) {
  switch (o) {
    case Operation::read:
    case Operation::load:
      return "reads";
    case Operation::write:
    case Operation::store:
      return "writes";
    case Operation::exchange:
    case Operation::compare_exchange:
      return "changes";
    case Operation::free:
      return "frees";
    case Operation::destroy:
      return "destroys";
    case Operation::lock:
      return "locks";
    case Operation::unlock:
      return "unlocks";
    case Operation::none:
      return "ends here";
    default:
      return std::string(protocol::name(o));
  }
}

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
      keep_waits(trace, d);
      keep_unheard(trace, d);
      break;
    case Verdict::data_race:
      keep_race(trace, d);
      break;
    case Verdict::lifetime:
      keep_lifetime(trace, d);
      break;
    default:
      for (const Access& access : trace.accesses) keep_access(trace, d, access);
      break;
  }
  return d;
}

}  // namespace course::report
