// expect: deadlock
// test: running tells at any time what is the case
// running() needs the lock that stop() holds while it waits.
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
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    stop_ = true;
    if (mine_ == this) return;
    std::lock_guard<std::mutex> g(joining_);
    if (thread_.joinable()) thread_.join();
  }

  bool running() const {
    std::lock_guard<std::mutex> g(joining_);
    return !stop_ && thread_.joinable();
  }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  void run() {
    mine_ = this;
    while (!stop_) step_();
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  mutable std::mutex joining_;
  std::thread thread_;
};

}  // namespace course
