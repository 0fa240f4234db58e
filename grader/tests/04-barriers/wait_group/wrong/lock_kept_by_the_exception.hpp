// expect: deadlock
// test: a done too many is refused and changes nothing
// The mutex is locked by hand, and the exception leaves it locked.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    m_.lock();
    count_ += n;
    m_.unlock();
  }

  void done() {
    m_.lock();
    if (count_ == 0) throw std::logic_error("done without add");
    --count_;
    if (count_ == 0) cv_.notify_all();
    m_.unlock();
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
