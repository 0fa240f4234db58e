// expect: lifetime
// test: who has waited may destroy the group
// Gives the lock back, then notifies: who waits may be gone by then, together
// with the group.
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
    std::unique_lock lock(m_);
    if (count_ == 0) throw std::logic_error("done without add");
    const bool last = --count_ == 0;
    lock.unlock();
    if (last) cv_.notify_all();
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
