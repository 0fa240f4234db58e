// expect: data-race
// test: two threads meet
// The count is raised before the lock is taken.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    const bool last = ++arrived_ == n_;
    std::unique_lock lock(m_);
    if (last) {
      arrived_ = 0;
      ++round_;
      cv_.notify_all();
      return true;
    }
    const int mine = round_;
    while (round_ == mine) cv_.wait(lock);
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
