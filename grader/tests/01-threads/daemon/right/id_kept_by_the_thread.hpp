// expect: pass
// The thread itself keeps its id; std::call_once lets one join and all wait.
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
    if (id_.load() == std::this_thread::get_id()) return;
    std::call_once(joined_, [&] { thread_.join(); });
  }

  bool running() const { return !stop_; }

 private:
  void run() {
    id_ = std::this_thread::get_id();
    while (!stop_) step_();
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::atomic<std::thread::id> id_{};
  std::once_flag joined_;
  std::thread thread_;
};

}  // namespace course
