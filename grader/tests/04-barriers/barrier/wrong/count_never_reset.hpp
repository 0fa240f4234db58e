// expect: wrong-result
// test: who arrives early sleeps until the last one comes
// Nobody begins a new round: behind the first one the barrier stays open.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    ++arrived_;
    if (arrived_ >= n_) {
      cv_.notify_all();
      return arrived_ % n_ == 0;
    }
    while (arrived_ < n_) cv_.wait(lock);
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int arrived_ = 0;
};

}  // namespace course
