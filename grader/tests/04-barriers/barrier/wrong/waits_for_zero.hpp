// expect: deadlock
// test: two threads meet three times
// The last one sets the count to 0, and the others wait for that: a fast thread
// raises it again before they wake up.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    if (++arrived_ == n_) {
      arrived_ = 0;
      cv_.notify_all();
      return true;
    }
    while (arrived_ != 0) cv_.wait(lock);
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int arrived_ = 0;
};

}  // namespace course
