// expect: pass
// Waits on an atomic round number; the last one resets the count before it
// begins the next round.
#pragma once

#include <atomic>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    const int mine = round_;
    if (++arrived_ == n_) {
      arrived_ = 0;
      ++round_;
      round_.notify_all();
      return true;
    }
    round_.wait(mine);
    return false;
  }

 private:
  const int n_;
  std::atomic<int> arrived_ = 0;
  std::atomic<int> round_ = 0;
};

}  // namespace course
