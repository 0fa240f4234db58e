// expect: pass
// Who waits stands in a list with a condition variable of its own; the last job
// empties the list.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    std::lock_guard lock(m_);
    count_ += n;
  }

  void done() {
    std::lock_guard lock(m_);
    if (count_ == 0) throw std::logic_error("done without add");
    if (--count_ > 0) return;
    for (Waiter* w : waiters_) {
      w->through = true;
      w->cv.notify_one();
    }
    waiters_.clear();
  }

  void wait() {
    std::unique_lock lock(m_);
    if (count_ == 0) return;
    Waiter me;
    waiters_.push_back(&me);
    while (!me.through) me.cv.wait(lock);
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  struct Waiter {
    std::condition_variable cv;
    bool through = false;
  };

  mutable std::mutex m_;
  int count_ = 0;
  std::vector<Waiter*> waiters_;
};

}  // namespace course
