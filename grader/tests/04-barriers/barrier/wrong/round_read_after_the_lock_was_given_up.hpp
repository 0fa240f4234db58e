// expect: deadlock
// test: two threads meet
// Arrives under the lock, and reads the round number under a second one: the
// round may be over in between.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    {
      std::lock_guard lock(m_);
      if (++arrived_ == n_) {
        arrived_ = 0;
        ++round_;
        cv_.notify_all();
        return true;
      }
    }
    std::unique_lock lock(m_);
    const int mine = round_;
    cv_.wait(lock, [&] { return round_ != mine; });
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int arrived_ = 0;
  int round_ = 0;
};

}  // namespace course
