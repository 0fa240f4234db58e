// expect: pass
// A semaphore with one permit, which everybody hands on to the next.
#pragma once

#include <atomic>
#include <chrono>
#include <semaphore>

namespace course {

class Gate {
 public:
  void open() {
    if (!open_.exchange(true)) permit_.release();
  }

  bool is_open() const { return open_; }

  void wait() {
    permit_.acquire();
    permit_.release();
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    if (open_) return true;
    if (!permit_.try_acquire_for(timeout)) return open_;
    permit_.release();
    return true;
  }

 private:
  std::atomic<bool> open_{false};
  std::binary_semaphore permit_{0};
};

}  // namespace course
