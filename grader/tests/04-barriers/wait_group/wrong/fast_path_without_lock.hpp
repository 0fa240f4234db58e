// expect: lifetime
// test: who has waited may destroy the group
// wait() returns without the lock if the count is 0 already, while the last
// done() still holds it.
#pragma once

#include <atomic>
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
    std::lock_guard lock(m_);
    if (count_ == 0) throw std::logic_error("done without add");
    if (--count_ == 0) cv_.notify_all();
  }

  void wait() {
    if (count_ == 0) return;
    std::unique_lock lock(m_);
    while (count_ != 0) cv_.wait(lock);
  }

  int count() const { return count_; }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  std::atomic<int> count_ = 0;
};

}  // namespace course
