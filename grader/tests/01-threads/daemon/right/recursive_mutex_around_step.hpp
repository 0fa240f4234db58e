// expect: pass
// Who can take the lock of the steps is inside one, or none is running.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace course {

class Daemon {
 public:
  explicit Daemon(std::function<void()> step) : step_(std::move(step)) {
    thread_ = std::thread([this] { run(); });
  }
  ~Daemon() {
    stop();
    thread_.join();
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    stop_ = true;
    std::lock_guard<std::recursive_mutex> g(stepping_);
  }

  bool running() const { return !stop_; }

 private:
  void run() {
    for (;;) {
      std::lock_guard<std::recursive_mutex> g(stepping_);
      if (stop_) return;
      step_();
    }
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::recursive_mutex stepping_;
  std::thread thread_;
};

}  // namespace course
