// expect: pass
// Sets the flag under the mutex and wakes without it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace course {

class Gate {
 public:
  void open() {
    {
      std::lock_guard<std::mutex> g(m_);
      open_ = true;
    }
    cv_.notify_all();
  }

  bool is_open() const {
    std::lock_guard<std::mutex> g(m_);
    return open_;
  }

  void wait() {
    std::unique_lock<std::mutex> l(m_);
    while (!open_) cv_.wait(l);
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::unique_lock<std::mutex> l(m_);
    while (!open_) {
      const auto now = std::chrono::steady_clock::now();
      if (now >= deadline) return false;
      cv_.wait_for(l, deadline - now);
    }
    return true;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  bool open_ = false;
};

}  // namespace course
