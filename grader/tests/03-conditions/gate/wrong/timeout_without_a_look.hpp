// expect: wrong-result
// test: a time-out of 0 or less only looks
// Asks the clock and not the flag: false at a gate that has long been open.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace course {

class Gate {
 public:
  void open() {
    std::lock_guard<std::mutex> g(m_);
    open_ = true;
    cv_.notify_all();
  }

  bool is_open() const {
    std::lock_guard<std::mutex> g(m_);
    return open_;
  }

  void wait() {
    std::unique_lock<std::mutex> l(m_);
    cv_.wait(l, [&] { return open_; });
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    do {
      if (cv_.wait_until(l, deadline) == std::cv_status::timeout) return false;
    } while (!open_);
    return true;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  bool open_ = false;
};

}  // namespace course
