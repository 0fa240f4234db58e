// expect: pass
// Waits on the atomic itself; only the time-out needs a condition variable.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace course {

class Gate {
 public:
  void open() {
    {
      std::lock_guard<std::mutex> g(m_);
      open_.store(true, std::memory_order_release);
    }
    open_.notify_all();
    cv_.notify_all();
  }

  bool is_open() const { return open_.load(std::memory_order_acquire); }

  void wait() { open_.wait(false, std::memory_order_acquire); }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    return cv_.wait_for(l, timeout, [&] { return is_open(); });
  }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  std::atomic<bool> open_{false};
};

}  // namespace course
