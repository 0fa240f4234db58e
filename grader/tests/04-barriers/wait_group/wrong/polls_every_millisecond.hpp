// expect: busy-wait
// test: who waits sleeps until the job is done
// wait() sleeps a millisecond, then looks again.
#pragma once

#include <chrono>
#include <mutex>
#include <stdexcept>
#include <thread>

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
    --count_;
  }

  void wait() {
    std::unique_lock lock(m_);
    while (count_ != 0) {
      lock.unlock();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      lock.lock();
    }
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  int count_ = 0;
};

}  // namespace course
