// expect: wrong-result
// test: two that stop at the same time both wait for the last step
// Who is not the first to ask does not wait.
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
  ~Daemon() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    if (stop_.exchange(true)) return;
    if (mine_ == this) return;
    thread_.join();
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
