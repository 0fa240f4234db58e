// expect: pass
// Waits on the atomic count. done() holds a lock around the subtraction and the
// notify, and wait() takes it once before it leaves.
#pragma once

#include <atomic>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) { count_ += n; }

  void done() {
    std::lock_guard lock(m_);
    if (count_ == 0) throw std::logic_error("done without add");
    if (--count_ == 0) count_.notify_all();
  }

  void wait() {
    for (int n = count_; n != 0; n = count_) count_.wait(n);
    std::lock_guard lock(m_);
  }

  int count() const { return count_; }

 private:
  std::mutex m_;
  std::atomic<int> count_ = 0;
};

}  // namespace course
