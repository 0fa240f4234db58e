// expect: wrong-result
// test: wait waits again in a second round
// The flag that all is done is never taken back.
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
    if (count_ == 0) throw std::logic_error("done without add");
    if (--count_ == 0) {
      all_done_ = true;
      cv_.notify_all();
    }
  }

  void wait() {
    std::unique_lock lock(m_);
    cv_.wait(lock, [&] { return all_done_ || count_ == 0; });
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  int count_ = 0;
  bool all_done_ = false;
};

}  // namespace course
