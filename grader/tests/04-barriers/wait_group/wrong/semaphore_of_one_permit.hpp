// expect: deadlock
// test: both who wait get through
// The last job releases one permit, whoever waits: a second thread gets none.
#pragma once

#include <mutex>
#include <semaphore>
#include <stdexcept>

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
    if (--count_ == 0 && waiting_ > 0) {
      waiting_ = 0;
      all_done_.release();
    }
  }

  void wait() {
    {
      std::lock_guard lock(m_);
      if (count_ == 0) return;
      ++waiting_;
    }
    all_done_.acquire();
    std::lock_guard lock(m_);  // not before done() has left
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  std::counting_semaphore<> all_done_{0};
  int count_ = 0;
  int waiting_ = 0;
};

}  // namespace course
