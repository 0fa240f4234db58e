// expect: pass
// Who holds the permit joins; it goes from one that stops to the next.
#pragma once

#include <atomic>
#include <functional>
#include <semaphore>
#include <thread>
#include <utility>

namespace course {

class Daemon {
 public:
  explicit Daemon(std::function<void()> step) : step_(std::move(step)) {
    thread_ = std::thread([this] { run(); });
  }
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    stop_ = true;
    if (mine_ == this) return;
    permit_.acquire();
    if (thread_.joinable()) thread_.join();
    permit_.release();
  }

  bool running() const { return !stop_; }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  void run() {
    mine_ = this;
    while (!stop_) step_();
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::binary_semaphore permit_{1};
  std::thread thread_;
};

}  // namespace course
