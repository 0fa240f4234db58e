// expect: wrong-result
// test: one thread is the leader of each round
// Only the first round has a leader: nobody takes the flag back.
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
      cv_.notify_all();
    } else {
      while (round_ == mine) cv_.wait(lock);
    }
    const bool leader = !led_;
    led_ = true;
    return leader;
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
