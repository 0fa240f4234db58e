// expect: pass
// Who waits leaves when the round is over, even if the next one has begun.
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
      ++round_;
      cv_.notify_all();
    }
  }

  void wait() {
    std::unique_lock lock(m_);
    if (count_ == 0) return;
    const auto mine = round_;
    cv_.wait(lock, [&] { return round_ != mine; });
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  int count_ = 0;
  unsigned round_ = 0;
};

}  // namespace course
