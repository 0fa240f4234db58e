// expect: wrong-result
// test: of two that are done with one job one is refused
// done() looks by count() and takes the lock again to subtract.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    std::lock_guard lock(m_);
    count_ += n;
  }

  void done() {
    if (count() == 0) throw std::logic_error("done without add");
    std::lock_guard lock(m_);
    if (--count_ == 0) cv_.notify_all();
  }

  void wait() {
    std::unique_lock lock(m_);
    while (count_ != 0) cv_.wait(lock);
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  int count_ = 0;
};

}  // namespace course
