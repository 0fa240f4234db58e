// expect: deadlock
// test: two threads meet three times
// The atomic count is raised and then read again: of two threads both may find
// that they are the last.
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
    ++arrived_;
    if (arrived_ == n_) {
      std::lock_guard lock(m_);
      arrived_ = 0;
      ++round_;
      cv_.notify_all();
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
