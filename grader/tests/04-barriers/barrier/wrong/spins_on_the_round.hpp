// expect: busy-wait
// test: who arrives early sleeps until the last one comes
// Looks at an atomic round number until it changes.
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
      return true;
    }
    while (round_ == mine) {
    }
    return false;
  }

 private:
  const int n_;
  std::atomic<int> arrived_ = 0;
  std::atomic<int> round_ = 0;
};

}  // namespace course
