// expect: pass
// Compares ids under a lock that the constructor holds; joins under another.
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
    std::lock_guard<std::mutex> g(starting_);
    thread_ = std::thread([this] { run(); });
    id_ = thread_.get_id();
  }
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    stop_ = true;
    {
      std::lock_guard<std::mutex> g(starting_);
      if (id_ == std::this_thread::get_id()) return;
    }
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
  std::mutex starting_;
  std::thread::id id_;
  std::mutex joining_;
  std::thread thread_;
};

}  // namespace course
