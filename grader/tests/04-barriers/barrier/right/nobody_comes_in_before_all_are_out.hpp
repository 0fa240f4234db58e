// expect: pass
// A door: while threads are leaving, those who come again wait in front of it.
// The first to leave leads.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    while (leaving_) cv_.wait(lock);
    if (++inside_ == n_) {
      leaving_ = true;
      cv_.notify_all();
    }
    while (!leaving_) cv_.wait(lock);
    const bool leader = inside_ == n_;
    if (--inside_ == 0) {
      leaving_ = false;
      cv_.notify_all();
    }
    return leader;
  }

 private:
  const int n_;
  std::mutex m_;
  std::condition_variable cv_;
  int inside_ = 0;
  bool leaving_ = false;
};

}  // namespace course
