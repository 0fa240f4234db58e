// expect: data-race
// test: no step runs after the daemon is gone
// The jthread stands before the function that it calls: it goes after it.
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
    thread_ = std::jthread([this] {
      mine_ = this;
      while (!stop_) step_();
    });
  }
  ~Daemon() {
    stop_ = true;  // the jthread joins
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

  std::jthread thread_;
  std::mutex joining_;
  std::atomic<bool> stop_{false};
  std::function<void()> step_;
};

}  // namespace course
