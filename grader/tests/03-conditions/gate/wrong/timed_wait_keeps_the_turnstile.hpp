// expect: deadlock
// test: who has got through finds the gate open
// Who gets through with a time-out does not hand the permit on.
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
    return open_ || permit_.try_acquire_for(timeout);
  }

 private:
  std::atomic<bool> open_{false};
  std::binary_semaphore permit_{0};
};

}  // namespace course
