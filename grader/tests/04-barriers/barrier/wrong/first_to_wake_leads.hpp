// expect: wrong-result
// test: two threads have one leader in each round
// The first thread that wakes up leads, and so does the last one, which never
// sleeps.
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
      led_ = false;
      cv_.notify_all();
      return true;
    }
    while (round_ == mine) cv_.wait(lock);
    if (led_) return false;
    led_ = true;
    return true;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int arrived_ = 0;
  int round_ = 0;
  bool led_ = false;
};

}  // namespace course
