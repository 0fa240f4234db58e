// expect: wrong-result
// test: two that stop at the same time both wait for the last step
// Between the look at the flag and the step somebody may stop.
#pragma once

#include <atomic>
#include <condition_variable>
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
    stop_ = true;
    if (mine_ == this) return;
    std::unique_lock<std::mutex> l(m_);
    rests_.wait(l, [&] { return !working_; });
  }

  bool running() const { return !stop_; }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  void run() {
    mine_ = this;
    while (!stop_) {
      set_working(true);
      step_();
      set_working(false);
    }
  }

  void set_working(bool working) {
    std::lock_guard<std::mutex> g(m_);
    working_ = working;
    rests_.notify_all();
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::mutex m_;
  std::condition_variable rests_;
  bool working_ = false;
  std::thread thread_;
};

}  // namespace course
