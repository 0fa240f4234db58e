// expect: deadlock
// test: the first step stops its daemon
// A mutex is held during step(), and stop() takes it.
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
  ~Daemon() {
    stop();
    thread_.join();
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    std::lock_guard<std::mutex> g(m_);
    stop_ = true;
  }

  bool running() const {
    std::lock_guard<std::mutex> g(m_);
    return !stop_;
  }

 private:
  void run() {
    for (;;) {
      std::lock_guard<std::mutex> g(m_);
      if (stop_) return;
      step_();
    }
  }

  std::function<void()> step_;
  mutable std::mutex m_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace course
