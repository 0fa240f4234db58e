// expect: pass
// An atomic flag; who opens passes through the mutex before it wakes.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace course {

class Gate {
 public:
  void open() {
    open_ = true;
    // Who has looked without success sleeps once this lock is had.
    { std::lock_guard<std::mutex> g(m_); }
    cv_.notify_all();
  }

  bool is_open() const { return open_; }

  void wait() {
    if (open_) return;
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
