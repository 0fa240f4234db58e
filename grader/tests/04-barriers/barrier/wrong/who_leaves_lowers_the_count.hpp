// expect: deadlock
// test: two threads meet three times
// Whoever leaves lowers the count, so a fast thread meets arrivals of the round
// before.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    const bool last = ++inside_ == n_;
    if (last) {
      open_ = true;
      cv_.notify_all();
    }
    while (!open_) cv_.wait(lock);
    if (--inside_ == 0) open_ = false;
    return last;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int inside_ = 0;
  bool open_ = false;
};

}  // namespace course
