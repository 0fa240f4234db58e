// expect: busy-wait
// test: who arrives early sleeps until the last one comes
// Sleeps a millisecond between two looks at the round number.
#pragma once

#include <chrono>
#include <mutex>
#include <thread>

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
      return true;
    }
    while (round_ == mine) {
      lock.unlock();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      lock.lock();
    }
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  int arrived_ = 0;
  int round_ = 0;
};

}  // namespace course
