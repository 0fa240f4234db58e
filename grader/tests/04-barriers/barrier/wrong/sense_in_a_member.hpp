// expect: deadlock
// test: two threads meet three times
// Each round has the other sense, but which one a thread waits for stands in a
// member, which a fast thread turns round.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    if (arrived_ == 0) waited_for_ = !sense_;
    if (++arrived_ == n_) {
      arrived_ = 0;
      sense_ = waited_for_;
      cv_.notify_all();
      return true;
    }
    while (sense_ != waited_for_) cv_.wait(lock);
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int arrived_ = 0;
  bool sense_ = false;
  bool waited_for_ = false;
};

}  // namespace course
