// expect: deadlock
// test: who arrives early sleeps until the last one comes
// Counts outside the lock, and the reset eats the arrival of a fast thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    const int mine = round_;
    if (++arrived_ == n_) {
      {
        std::lock_guard lock(m_);
        ++round_;
        cv_.notify_all();
      }
      arrived_ = 0;
      return true;
    }
    std::unique_lock lock(m_);
    while (round_ == mine) cv_.wait(lock);
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  std::atomic<int> arrived_ = 0;
  std::atomic<int> round_ = 0;
};

}  // namespace course
