// expect: lifetime
// test: who has waited may destroy the group
// An atomic count that wait() waits on: the subtraction lets wait() go, and the
// notify comes after it.
#pragma once

#include <atomic>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) { count_ += n; }

  void done() {
    int old = count_;
    do {
      if (old == 0) throw std::logic_error("done without add");
    } while (!count_.compare_exchange_weak(old, old - 1));
    if (old == 1) count_.notify_all();
  }

  void wait() {
    int n = count_;
    while (n != 0) {
      count_.wait(n);
      n = count_;
    }
  }

  int count() const { return count_; }

 private:
  std::atomic<int> count_ = 0;
};

}  // namespace course
