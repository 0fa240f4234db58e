// expect: wrong-result
// test: is_open tells at any time what is the case
// Takes a lock that is busy for a closed gate.
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
    std::unique_lock<std::mutex> l(m_, std::try_to_lock);
    return l.owns_lock() && open_;
  }

  void wait() {
    std::unique_lock<std::mutex> l(m_);
    cv_.wait(l, [&] { return open_; });
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    return cv_.wait_for(l, timeout, [&] { return open_; });
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  bool open_ = false;
};

}  // namespace course
