// Who waits for something and is overtaken by others who came later.
//
// A scenario says when a task requests something and when it is served. From
// the moment at which the task first has to wait (it is blocked, or looks in
// vain), everyone who requested after that and is served before it overtakes
// it. Only meaningful under fair turns: an unfair schedule starves anybody.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// The current task requests something. More than `limit` overtakers fail with
// `starvation`.
void begin_request(const char* what, std::uint32_t limit);
// It is served, or has given up.
void end_request();

// The task stands at a point, or blocks: if it cannot go on, its request waits.
inline void note_waiting(Task& t) {
  if (t.request.open && !t.request.waits &&
      (!rt().scheduler.enabled.has(t.index) || t.looks.repeats > 0)) {
    t.request.waits = true;
    t.request.waits_since = ++rt().requests;
  }
}

}  // namespace course::runtime
