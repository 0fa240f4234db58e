// expect: lost-wakeup
// test: a daemon may go as soon as it has come
// The end is announced without the mutex, between the look and the sleep.
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
    ended_.wait(l, [&] { return done_.load(); });
  }

  bool running() const { return !stop_; }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  void run() {
    mine_ = this;
    while (!stop_) step_();
    done_ = true;
    ended_.notify_all();
  }

  std::function<void()> step_;
  std::atomic<bool> stop_{false};
  std::mutex m_;
  std::condition_variable ended_;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

}  // namespace course
