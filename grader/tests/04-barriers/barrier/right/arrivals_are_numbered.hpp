// expect: pass
// Numbers all arrivals; one waits until the last of its round has its number.
// The first of a round leads.
#pragma once

#include <atomic>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    const int number = arrivals_.fetch_add(1, std::memory_order_acq_rel);
    const int enough = (number / n_ + 1) * n_;
    if (number + 1 == enough) {
      arrivals_.notify_all();
    } else {
      int now;
      while ((now = arrivals_.load(std::memory_order_acquire)) < enough)
        arrivals_.wait(now, std::memory_order_acquire);
    }
    return number % n_ == 0;
  }

 private:
  const int n_;
  std::atomic<int> arrivals_ = 0;
};

}  // namespace course
