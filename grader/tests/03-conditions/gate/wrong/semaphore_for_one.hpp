// expect: deadlock
// test: an opened gate lets through and stays open
// One permit for all: the second one waits for ever.
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

  void wait() { permit_.acquire(); }

  bool wait_for(std::chrono::milliseconds timeout) {
    return permit_.try_acquire_for(timeout) || open_;
  }

 private:
  std::atomic<bool> open_{false};
  std::binary_semaphore permit_{0};
};

}  // namespace course
