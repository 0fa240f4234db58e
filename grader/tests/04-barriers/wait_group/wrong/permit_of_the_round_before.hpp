// expect: wrong-result
// test: a second round may begin before all have left the first one
// The last job releases a permit for each thread that waits; one that waits
// again may take the permit of another one.
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
    if (--count_ > 0 || waiting_ == 0) return;
    permits_.release(waiting_);
    waiting_ = 0;
  }

  void wait() {
    {
      std::lock_guard lock(m_);
      if (count_ == 0) return;
      ++waiting_;
    }
    permits_.acquire();
    std::lock_guard lock(m_);
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  std::counting_semaphore<> permits_{0};
  int count_ = 0;
  int waiting_ = 0;
};

}  // namespace course
