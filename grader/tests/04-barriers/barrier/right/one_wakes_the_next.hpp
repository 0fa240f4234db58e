// expect: pass
// The last one wakes one thread, and each that wakes up in a new round wakes
// the next one.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    const int mine = round_;
    if (++arrived_ == n_) {
      arrived_ = 0;
      ++round_;
      cv_[mine % 2].notify_one();
      return true;
    }
    while (round_ == mine) cv_[mine % 2].wait(lock);
    cv_[mine % 2].notify_one();
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_[2];
  int arrived_ = 0;
  int round_ = 0;
};

}  // namespace course
