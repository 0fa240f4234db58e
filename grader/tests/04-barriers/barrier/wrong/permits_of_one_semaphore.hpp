// expect: deadlock
// test: two threads meet three times
// The last one gives each of the others a permit; a fast thread takes one in
// the next round that was meant for a slow one.
#pragma once

#include <mutex>
#include <semaphore>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    {
      std::lock_guard lock(m_);
      if (++arrived_ == n_) {
        arrived_ = 0;
        permits_.release(n_ - 1);
        return true;
      }
    }
    permits_.acquire();
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  int arrived_ = 0;
  std::counting_semaphore<> permits_{0};
};

}  // namespace course
