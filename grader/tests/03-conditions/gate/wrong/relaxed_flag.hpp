// expect: data-race
// test: what was written before open is visible after wait
// The flag is relaxed: it hands over nothing that was written before.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace course {

class Gate {
 public:
  void open() {
    open_.store(true, std::memory_order_relaxed);
    open_.notify_all();
    std::lock_guard<std::mutex> g(m_);
    cv_.notify_all();
  }

  bool is_open() const { return open_.load(std::memory_order_relaxed); }

  void wait() { open_.wait(false, std::memory_order_relaxed); }

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
