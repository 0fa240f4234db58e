// expect: lost-wakeup
// test: wait returns when both jobs are done
// The count is atomic, so done() does not take the lock.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) { count_ += n; }

  void done() {
    int old = count_;
    do {
      if (old == 0) throw std::logic_error("done without add");
    } while (!count_.compare_exchange_weak(old, old - 1));
    if (old == 1) cv_.notify_all();
  }

  void wait() {
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
