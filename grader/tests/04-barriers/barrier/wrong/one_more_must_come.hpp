// expect: deadlock
// test: a barrier for one thread lets it through
// Waits for n others: n + 1 must come.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n + 1) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    const int mine = round_;
    if (++arrived_ == n_) {
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
  std::mutex m_;
  std::condition_variable cv_;
  int arrived_ = 0;
  int round_ = 0;
};

}  // namespace course
