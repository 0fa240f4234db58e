// expect: lost-wakeup
// test: who waits gets through when the gate opens
// Wakes only if somebody waits; who has looked already is not counted yet.
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
    if (waiting_ == 0) return;
    std::lock_guard<std::mutex> g(m_);
    cv_.notify_all();
  }

  bool is_open() const { return open_; }

  void wait() {
    if (open_) return;
    std::unique_lock<std::mutex> l(m_);
    ++waiting_;
    cv_.wait(l);
    --waiting_;
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    ++waiting_;
    const bool through = cv_.wait_for(l, timeout, [&] { return open_.load(); });
    --waiting_;
    return through;
  }

 private:
  std::mutex m_;
  std::condition_variable cv_;
  std::atomic<bool> open_{false};
  std::atomic<int> waiting_{0};
};

}  // namespace course
