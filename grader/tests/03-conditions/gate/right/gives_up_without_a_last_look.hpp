// expect: pass
// Says false at the time-out, even if the gate opens at that very moment.
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
    const auto deadline = std::chrono::system_clock::now() + timeout;
    std::unique_lock<std::mutex> l(m_);
    while (!open_)
      if (cv_.wait_until(l, deadline) == std::cv_status::timeout) return false;
    return true;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  bool open_ = false;
};

}  // namespace course
