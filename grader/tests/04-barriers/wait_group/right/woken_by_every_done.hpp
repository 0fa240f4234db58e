// expect: pass
// Every done() wakes everybody, and each looks again; add() wakes them, too.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) { change(n); }
  void done() { change(-1); }

  void wait() {
    std::unique_lock lock(m_);
    while (count_ != 0) cv_.wait(lock);
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  void change(int n) {
    std::lock_guard lock(m_);
    if (count_ + n < 0) throw std::logic_error("done without add");
    count_ += n;
    cv_.notify_all();
  }

  mutable std::mutex m_;
  std::condition_variable cv_;
  int count_ = 0;
};

}  // namespace course
