// expect: busy-wait
// test: who waits sleeps until the gate opens
// Sleeps for 10 ms and looks, again and again.
#pragma once

#include <atomic>
#include <chrono>
#include <thread>

namespace course {

class Gate {
 public:
  void open() { open_ = true; }

  bool is_open() const { return open_; }

  void wait() {
    while (!open_) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!open_ && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return open_;
  }

 private:
  std::atomic<bool> open_{false};
};

}  // namespace course
