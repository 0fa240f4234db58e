// expect: data-race
// test: step is called again and again, and not after stop
// The flag is a plain bool.
#pragma once

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

  bool running() const { return !stop_; }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  void run() {
    mine_ = this;
    while (!stop_) step_();
  }

  std::function<void()> step_;
  bool stop_ = false;
  std::mutex joining_;
  std::thread thread_;
};

}  // namespace course
