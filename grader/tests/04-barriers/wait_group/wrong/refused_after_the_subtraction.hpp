// expect: wrong-result
// test: a done too many is refused and changes nothing
// done() subtracts, and then complains that the count is below 0.
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
    std::lock_guard lock(m_);
    --count_;
    if (count_ < 0) throw std::logic_error("done without add");
    if (count_ == 0) cv_.notify_all();
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
