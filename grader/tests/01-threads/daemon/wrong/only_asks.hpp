// expect: wrong-result
// test: step is called again and again, and not after stop
// stop() asks for the end and does not wait for it.
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
    thread_.join();
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() { stop_ = true; }

  bool running() const { return !stop_; }

 private:
  void run() {
    while (!stop_) step_();
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace course
