// expect: too-slow
// test: no step runs after the daemon is gone
// The destructor waits for an end that nobody has asked for.
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
    if (thread_.joinable()) thread_.join();
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    stop_ = true;
    if (mine_ == this) return;
    std::lock_guard<std::mutex> g(joining_);
    if (thread_.joinable()) thread_.join();
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
  std::mutex joining_;
  std::thread thread_;
};

}  // namespace course
