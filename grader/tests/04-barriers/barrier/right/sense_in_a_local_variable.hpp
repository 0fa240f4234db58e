// expect: pass
// Each round has the other sense; which one a thread waits for stands in a
// local variable.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    const bool mine = sense_;
    if (++arrived_ == n_) {
      arrived_ = 0;
      sense_ = !sense_;
      cv_.notify_all();
      return true;
    }
    cv_.wait(lock, [&] { return sense_ != mine; });
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int arrived_ = 0;
  bool sense_ = false;
};

}  // namespace course
