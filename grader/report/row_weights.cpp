#include "report/row_weights.hpp"

#include <algorithm>
#include <set>

#include "report/frames.hpp"
#include "report/touched.hpp"

namespace course::report {

using protocol::Frame;
using protocol::Operation;
using protocol::Step;
using protocol::Trace;

namespace {

// A livelock records 20,000 steps; only its end is looked at.
constexpr std::size_t longest_look = 400;

bool is_bookkeeping(const Step& s, const Frame& where) {
  switch (s.operation) {
    case Operation::none:
    case Operation::task_start:
    case Operation::task_end:
    case Operation::observe:
    case Operation::allocate:
    case Operation::process_end:
    case Operation::open:
    case Operation::map:
    case Operation::unmap:
      return true;
    case Operation::create:
    case Operation::join:
    case Operation::detach:
    case Operation::fork:
    case Operation::wait_child:
    case Operation::close:
      return where.owner == protocol::Owner::scenario;
    default:
      return false;
  }
}

bool touches_data(Operation o) {
  switch (o) {
    case Operation::read:
    case Operation::write:
    case Operation::load:
    case Operation::store:
    case Operation::exchange:
    case Operation::compare_exchange:
    case Operation::event:
      return true;
    default:
      return false;
  }
}

// A task that stands before a lock starts to wait when another one takes it.
// That is recorded in the middle of what the other one does, and is no switch.
bool is_overtaken(const Trace& trace, std::size_t i) {
  const std::vector<Step>& all = trace.steps;
  return all[i].waits && all[i].point == 0 && i > 0 && i + 1 < all.size() &&
         all[i - 1].task != all[i].task && all[i - 1].task == all[i + 1].task;
}

// Tasks of which the submission's own lines tell something.
std::set<int> inside_submission(const Trace& trace) {
  std::set<int> tasks;
  for (const Step& s : trace.steps) {
    const Frame* where = protocol::shown_frame(s.stack);
    if (where != nullptr && where->owner == protocol::Owner::submission)
      tasks.insert(s.task);
  }
  return tasks;
}

// The first and the last thing that each run does to shared data, if it does
// any, tell more than the locks around them. A run that ends in a wait shows
// that, too.
void raise_ends(std::vector<Weighed>& rows) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    std::vector<std::size_t> members, with_data;
    for (; end < rows.size() && rows[end].run == rows[begin].run; ++end) {
      members.push_back(end);
      if (rows[end].weight >= data) with_data.push_back(end);
    }
    const auto& ends = with_data.empty() ? members : with_data;
    for (const std::size_t i : {ends.front(), ends.back()})
      rows[i].weight = std::max<int>(rows[i].weight, boundary);
    Weighed& last = rows[end - 1];
    if (last.weight == synchronisation) last.weight = leaving;
    if (last.waits) last.weight = std::max<int>(last.weight, boundary);
    begin = end;
  }
}

}  // namespace

std::vector<Weighed> weigh(const Trace& trace, const Decisive& key,
                           bool with_context) {
  const std::set<std::uint64_t> shared = touched_by_many(trace);
  const auto [first_other, last_other] = others_alive(trace);
  const bool alone = first_other == 0 && last_other == trace.steps.size();
  const std::set<int> inside = inside_submission(trace);
  std::vector<Weighed> rows;
  std::size_t run = 0;
  int running = 0;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    const Frame* where = protocol::shown_frame(stack_of(trace, i));
    if (where == nullptr) continue;
    const auto found = key.steps.find(i);
    const bool is_decisive = found != key.steps.end();
    const bool is_helpful = key.helpful.contains(i);
    if (!is_decisive && !is_helpful) {
      if (is_bookkeeping(s, *where) || is_overtaken(trace, i)) continue;
      if (belongs_to_free(trace, i) || throws(s)) continue;
      // Another task comes first; that is seen from what it does.
      if (s.waits && takes_lock(s.operation)) continue;
      if (s.task == 1 && s.operation != Operation::exit &&
          (i < first_other || i > last_other))
        continue;
      // Of one thread alone the preparation is what its constructors do.
      if (alone && makes_object(s)) continue;
      if (where->owner == protocol::Owner::scenario && inside.contains(s.task))
        continue;
    }
    if (s.task != running) ++run, running = s.task;
    if (rows.empty() || rows.back().run != run ||
        rows.back().row.where.line != where->line ||
        rows.back().row.where.file != where->file) {
      rows.emplace_back();
      rows.back().row.task = s.task;
      rows.back().row.where = *where;
      rows.back().run = run;
    }
    Weighed& w = rows.back();
    w.row.steps.push_back(i);
    if (key.values.contains(i)) {
      w.row.values.push_back(i);
      w.row.telling |= is_direct(s);
    }
    w.row.places = key.locations;
    if (is_decisive) {
      w.weight = decisive;
      if (!found->second.empty()) w.row.note = found->second;
    } else if (is_helpful) {
      w.weight =
          std::max<int>(w.weight, key.values.contains(i) ? data : boundary);
    } else if (key.locks.contains(i)) {
      w.weight = std::max<int>(w.weight, leaving);
    } else if (with_context && s.operation != Operation::free &&
               (touched(s) == 0 || shared.contains(touched(s)))) {
      const bool telling = touches_data(s.operation) &&
                           (touched(s) != 0 || s.operation == Operation::event);
      w.weight = std::max<int>(w.weight, telling ? data : synchronisation);
      w.waits = s.waits;
    }
  }
  if (rows.size() > longest_look)
    rows.erase(rows.begin(), rows.end() - longest_look);
  if (!with_context) return rows;
  raise_ends(rows);
  return rows;
}

}  // namespace course::report
