// expect: data-race
// test: what was written before the barrier is visible behind it
// Waits on an atomic round number with memory_order_relaxed: what was written
// before the barrier does not come with it.
#pragma once

#include <atomic>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    const int mine = round_.load(std::memory_order_relaxed);
    if (arrived_.fetch_add(1, std::memory_order_relaxed) == n_ - 1) {
      arrived_.store(0, std::memory_order_relaxed);
      round_.fetch_add(1, std::memory_order_relaxed);
      round_.notify_all();
      return true;
    }
    while (round_.load(std::memory_order_relaxed) == mine)
      round_.wait(mine, std::memory_order_relaxed);
    return false;
  }

 private:
  const int n_;
  std::atomic<int> arrived_ = 0;
  std::atomic<int> round_ = 0;
};

}  // namespace course
