// expect: data-race
// test: two that stop at the same time both wait for the last step
// Two that stop may both see a joinable thread.
#pragma once

#include <atomic>
#include <functional>
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
  std::thread thread_;
};

}  // namespace course
