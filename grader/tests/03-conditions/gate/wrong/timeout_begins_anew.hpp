// expect: wrong-result
// test: wait_for gives up when the time-out is over
// Waits the whole time-out again after each wake-up.
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
    while (!open_)
      if (cv_.wait_for(l, timeout) == std::cv_status::timeout) return open_;
    return true;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  bool open_ = false;
};

}  // namespace course
