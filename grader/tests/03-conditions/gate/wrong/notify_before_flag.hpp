// expect: lost-wakeup
// test: who waits gets through when the gate opens
// Wakes first and sets the flag afterwards, both without the mutex.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace course {

class Gate {
 public:
  void open() {
    cv_.notify_all();
    open_ = true;
  }

  bool is_open() const { return open_; }

  void wait() {
    std::unique_lock<std::mutex> l(m_);
    cv_.wait(l, [&] { return open_.load(); });
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    return cv_.wait_for(l, timeout, [&] { return open_.load(); });
  }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  std::atomic<bool> open_{false};
};

}  // namespace course
