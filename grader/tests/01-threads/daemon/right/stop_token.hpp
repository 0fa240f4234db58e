// expect: pass
// A stop source, a jthread that is the last member, and a lock for joining.
#pragma once

#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace course {

class Daemon {
 public:
  explicit Daemon(std::function<void()> step)
      : step_(std::move(step)), thread_([this] { run(source_.get_token()); }) {}
  ~Daemon() { stop(); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop() {
    source_.request_stop();
    if (mine_ == this) return;
    std::lock_guard<std::mutex> g(joining_);
    if (thread_.joinable()) thread_.join();
  }

  bool running() const { return !source_.stop_requested(); }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  void run(std::stop_token token) {
    mine_ = this;
    while (!token.stop_requested()) step_();
  }

  std::function<void()> step_;
  std::stop_source source_;
  std::mutex joining_;
  std::jthread thread_;
};

}  // namespace course
