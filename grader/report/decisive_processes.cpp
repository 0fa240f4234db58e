// What processes do to each other: a child that returns into its parent's
// program, one that ends too early, a signal to one that is gone, bytes that
// were another's.
#include <algorithm>
#include <map>
#include <set>

#include "protocol/mapping.hpp"
#include "report/decisive_parts.hpp"
#include "report/frames.hpp"

namespace course::report {

using protocol::Failure;
using protocol::Operation;
using protocol::Step;
using protocol::Trace;

bool is_escape(const Failure& f) {
  return f.verdict == protocol::Verdict::wrong_result && f.claim.empty() &&
         f.seen.empty() && f.trace.accesses.size() == 1 &&
         f.trace.accesses.front().operation == Operation::fork;
}

void keep_escape(const Trace& trace, Decisive& d) {
  d.complete = true;
  keep_access(trace, d, trace.accesses.front());
  const int child = trace.steps.empty() ? 0 : trace.steps.back().task;
  const auto owner_is = [&](const Step& s, protocol::Owner owner) {
    const protocol::Frame* shown = protocol::shown_frame(s.stack);
    return s.task == child && shown != nullptr && shown->owner == owner;
  };
  const Position left = last(trace, trace.steps.size(), [&](const Step& s) {
    return owner_is(s, protocol::Owner::submission);
  });
  if (!left) return;
  keep_exceptions(trace, d, child, *left, trace.steps.size());
  keep(d, left);
  keep(d,
       first(trace, *left + 1,
             [&](const Step& s) {
               return owner_is(s, protocol::Owner::scenario) &&
                      s.operation != Operation::exit;
             }),
       "runs on here");
}

void keep_ends_of_processes(const Trace& trace, Decisive& d) {
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    const bool ends =
        s.operation == Operation::process_end && in_callback(s.stack);
    const bool killed =
        s.operation == Operation::fault && s.value == protocol::fault_killed;
    if (!ends && !killed) continue;
    // Its own doing or that of another process, which has sent it a signal.
    if (ends)
      keep(d, last(trace, i, [&](const Step& step) {
             return step.operation == Operation::signal &&
                    step.object == s.object;
           }));
    keep(d, i, ends ? "its process ends here" : "");
    d.complete = true;
  }
}

void keep_stale_number(const Trace& trace, Decisive& d) {
  const Position sent = step_of(trace, trace.accesses.front());
  if (!sent) return;
  keep(d,
       last(trace, *sent,
            [&](const Step& s) {
              return s.operation == Operation::wait_child &&
                     s.object == trace.steps[*sent].object;
            }),
       "waits for it");
}

void keep_taken_bytes(const Trace& trace, Decisive& d) {
  std::map<int, std::size_t> waiting;  // by task, since when
  // By task and object. Several that wait at one end, as workers for the next
  // job, take what comes by design.
  std::set<std::pair<int, std::uint32_t>> waiters;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    if (s.operation == Operation::receive && s.waits) {
      waiting.emplace(s.task, i);
      waiters.emplace(s.task, s.object);
      continue;
    }
    waiting.erase(s.task);
    if (s.operation != Operation::receive || s.value <= 0 ||
        waiters.contains({s.task, s.object}))
      continue;
    const auto found = std::ranges::find_if(waiting, [&](const auto& w) {
      return trace.steps[w.second].object == s.object;
    });
    if (found == waiting.end()) continue;
    const auto [waiter, wait] = *found;
    const auto sends = [&](auto matches) {
      return last(trace, i, [&](const Step& step) {
        return step.operation == Operation::send && matches(step);
      });
    };
    keep(d,
         sends([&, w = waiter](const Step& step) { return step.task == w; }));
    keep(d, wait);
    keep(d, sends([&](const Step& step) { return step.object == s.object; }));
    keep(d, sends([&](const Step& step) { return step.task == s.task; }));
    keep(d, i, "takes what the other waits for");
    d.complete = true;
    return;
  }
}

}  // namespace course::report
