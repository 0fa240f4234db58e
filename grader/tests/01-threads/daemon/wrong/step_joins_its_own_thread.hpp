// expect: crash
// test: the first step stops its daemon
// stop() joins whoever calls it, the thread itself, too.
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
    std::lock_guard<std::mutex> g(joining_);
    thread_ = std::thread([this] { run(); });
  }
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    stop_ = true;
    std::lock_guard<std::mutex> g(joining_);
    if (thread_.joinable()) thread_.join();
  }

  bool running() const { return !stop_; }

 private:
  void run() {
    while (!stop_) step_();
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::mutex joining_;
  std::thread thread_;
};

}  // namespace course
