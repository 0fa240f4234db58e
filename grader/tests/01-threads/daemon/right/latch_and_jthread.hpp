// expect: pass
// A latch that the thread opens at its end; a jthread joins itself.
#pragma once

#include <atomic>
#include <functional>
#include <latch>
#include <thread>
#include <utility>

namespace course {

class Daemon {
 public:
  explicit Daemon(std::function<void()> step)
      : step_(std::move(step)), thread_([this] {
          mine_ = this;
          while (!stop_) step_();
          ended_.count_down();
        }) {}
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    stop_ = true;
    if (mine_ != this) ended_.wait();
  }

  bool running() const { return !stop_; }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::latch ended_{1};
  std::jthread thread_;
};

}  // namespace course
