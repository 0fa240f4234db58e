// expect: deadlock
// test: two barriers have nothing to do with each other
// The count and the round number are static: all barriers share them.
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
    if (++arrived_ >= n_) {
      arrived_ = 0;
      ++round_;
      cv_.notify_all();
      return true;
    }
    while (round_ == mine) cv_.wait(lock);
    return false;
  }

 private:
  const int n_;
  static inline std::mutex m_;
  static inline std::condition_variable cv_;
  static inline int arrived_ = 0;
  static inline int round_ = 0;
};

}  // namespace course
