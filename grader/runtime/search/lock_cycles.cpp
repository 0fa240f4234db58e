#include "runtime/search/lock_cycles.hpp"

#include "runtime/core/state.hpp"

namespace course::runtime {
namespace {

bool holds(const LockEdge& e, Address lock) {
  for (unsigned i = 0; i < e.held_count; ++i)
    if (e.held[i] == lock) return true;
  return false;
}

// Both cannot be inside at the same time: they hold a lock in common.
bool gated(const LockEdge& a, const LockEdge& b) {
  for (unsigned i = 0; i < a.held_count; ++i)
    if (holds(b, a.held[i])) return true;
  return false;
}

class Finder {
 public:
  Finder(const LockOrder& order, std::size_t limit)
      : order_(order), limit_(limit) {}

  std::vector<LockCycle> find() {
    for (std::size_t length = 2;
         length <= max_tasks && found_.size() < limit_ &&
         length <= order_.count;
         ++length)
      for (std::uint32_t first = 0; first < order_.count; ++first) {
        path_ = {first};
        extend(length);
      }
    return std::move(found_);
  }

 private:
  // Every circle is found once: at its edge of lowest number.
  void extend(std::size_t length) {
    if (found_.size() >= limit_ || ++steps_ > max_steps) return;
    const LockEdge& last = order_.edges[path_.back()];
    if (path_.size() == length) {
      if (holds(order_.edges[path_.front()], last.to)) keep();
      return;
    }
    for (std::uint32_t next = path_.front() + 1; next < order_.count; ++next)
      if (holds(order_.edges[next], last.to) && fits(order_.edges[next])) {
        path_.push_back(next);
        extend(length);
        path_.pop_back();
      }
  }

  bool fits(const LockEdge& edge) const {
    for (const std::uint32_t i : path_)
      if (order_.edges[i].task == edge.task || gated(order_.edges[i], edge))
        return false;
    return true;
  }

  void keep() {
    LockCycle cycle;
    for (const std::uint32_t i : path_) cycle.push_back(order_.edges[i]);
    found_.push_back(std::move(cycle));
  }

  static constexpr std::uint64_t max_steps = 200'000;
  const LockOrder& order_;
  std::size_t limit_;
  std::uint64_t steps_ = 0;
  std::vector<std::uint32_t> path_;
  std::vector<LockCycle> found_;
};

}  // namespace

std::vector<LockCycle> lock_cycles(const LockOrder& order, std::size_t limit) {
  return Finder(order, limit).find();
}

bool DirectedAtCycle::held_back(const Task& t) const {
  if (!t.waits_for || t.operation != Operation::lock) return false;
  for (const LockEdge& e : cycle_) {
    if (e.task != t.index || e.to != t.waits_for->address ||
        t.held_count != e.held_count)
      continue;
    bool same = true;
    for (unsigned i = 0; i < e.held_count; ++i)
      same &= holds(e, t.held[i].object->address);
    if (same) return true;
  }
  return false;
}

std::uint32_t DirectedAtCycle::choose(const Choice& c) {
  if (c.kind != ChoiceKind::task) return 0;
  for (std::uint32_t option = 0; option < c.options; ++option)
    if (!held_back(rt().tasks[c.task(option)])) return option;
  return 0;
}

}  // namespace course::runtime
