#include "judge/lock_sets.hpp"

#include <algorithm>

namespace course::judge {

using protocol::Operation;

std::vector<std::uint32_t> held_before(const protocol::Trace& trace, int task,
                                       std::size_t end) {
  std::vector<std::uint32_t> held;
  auto drop = [&](std::uint32_t object) {
    const auto at = std::find(held.rbegin(), held.rend(), object);
    if (at != held.rend()) held.erase(std::next(at).base());
  };
  for (std::size_t i = 0; i < end && i < trace.steps.size(); ++i) {
    const protocol::Step& s = trace.steps[i];
    if (s.task != task || s.failed) continue;
    switch (s.operation) {
      case Operation::lock:
      case Operation::try_lock:
      case Operation::read_lock:
      case Operation::try_read_lock:
      case Operation::wake_up:
        if (!s.waits) held.push_back(s.object);
        break;
      case Operation::unlock:
      case Operation::read_unlock:
        drop(s.object);
        break;
      case Operation::wait:
        // A condition variable's wait lets go of the mutex taken last.
        if (s.waits && !held.empty()) held.pop_back();
        break;
      default:
        break;
    }
  }
  return held;
}

void add_earlier_lock_set(protocol::Access& access,
                          const protocol::Trace& trace) {
  for (std::size_t i = trace.steps.size(); i-- > 0;) {
    const protocol::Step& s = trace.steps[i];
    const bool overlaps = s.address < access.address + access.size &&
                          access.address < s.address + s.size;
    if (s.task != access.task || s.operation != access.operation || !overlaps)
      continue;
    access.held = held_before(trace, access.task, i);
    return;
  }
}

}  // namespace course::judge
