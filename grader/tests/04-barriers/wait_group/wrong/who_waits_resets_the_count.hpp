// expect: crash
// test: a second round may begin before all have left the first one
// Whoever has waited sets everything to 0 for the next round, which may have
// begun already.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    std::lock_guard lock(m_);
    added_ += n;
  }

  void done() {
    std::lock_guard lock(m_);
    if (done_ == added_) throw std::logic_error("done without add");
    if (++done_ == added_) {
      finished_ = true;
      cv_.notify_all();
    }
  }

  void wait() {
    std::unique_lock lock(m_);
    if (done_ == added_) return;
    finished_ = false;
    while (!finished_) cv_.wait(lock);
    added_ = 0;
    done_ = 0;
  }

  int count() const {
    std::lock_guard lock(m_);
    return added_ - done_;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  int added_ = 0;
  int done_ = 0;
  bool finished_ = false;
};

}  // namespace course
