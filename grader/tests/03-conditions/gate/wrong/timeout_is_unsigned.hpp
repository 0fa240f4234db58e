// expect: wrong-result
// test: a time-out of 0 or less only looks
// A negative time-out becomes a very long one.
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
    const auto ms = static_cast<unsigned>(timeout.count());
    std::unique_lock<std::mutex> l(m_);
    return cv_.wait_for(l, std::chrono::milliseconds(ms),
                        [&] { return open_; });
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  bool open_ = false;
};

}  // namespace course
