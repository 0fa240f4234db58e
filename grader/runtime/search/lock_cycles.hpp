// Phase 1b: predict deadlocks from the order of locks, for directed schedules
// to confirm.
//
// n philosophers need n - 1 delays, too many to search for. But one schedule
// without a delay shows that each takes its right fork while it holds its left
// one. A circle of such edges, by different tasks and without a lock that two
// of them held (a gate), is a possible deadlock; it is a verdict only if a
// schedule that holds every task back right before its last lock really ends in
// one (Joshi, Park, Sen, Naik, DeadlockFuzzer, PLDI 2009).
#pragma once

#include <vector>

#include "runtime/core/lock_order.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

// Edge i's `to` is among the locks held in edge i + 1, the last one's among
// those of the first.
using LockCycle = std::vector<LockEdge>;

// All circles of at least two edges by different tasks without a gate, shortest
// first, at most `limit`.
std::vector<LockCycle> lock_cycles(const LockOrder&, std::size_t limit);

// Runs whoever is not held back, round robin.
class DirectedAtCycle final : public Strategy {
 public:
  explicit DirectedAtCycle(const LockCycle& cycle) : cycle_(cycle) {}
  std::uint32_t choose(const Choice&) override;

 private:
  bool held_back(const Task&) const;
  const LockCycle& cycle_;
};

}  // namespace course::runtime
