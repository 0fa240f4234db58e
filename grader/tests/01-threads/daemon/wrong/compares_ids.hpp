// expect: data-race
// test: two that stop at the same time both wait for the last step
// Reads the id of the thread object, which the constructor may still write.
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
    if (std::this_thread::get_id() == thread_.get_id()) return;
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
