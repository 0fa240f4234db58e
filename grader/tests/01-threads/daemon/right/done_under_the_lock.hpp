// expect: pass
// The thread announces its end; the destructor joins it.
#pragma once

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
    std::unique_lock<std::mutex> l(m_);
    stop_ = true;
    if (mine_ == this) return;
    ended_.wait(l, [&] { return done_; });
  }

  bool running() const {
    std::lock_guard<std::mutex> g(m_);
    return !stop_;
  }

 private:
  static inline thread_local const Daemon* mine_ = nullptr;

  void run() {
    mine_ = this;
    while (running()) step_();
    std::lock_guard<std::mutex> g(m_);
    done_ = true;
    ended_.notify_all();
  }

  std::function<void()> step_;
  mutable std::mutex m_;
  std::condition_variable ended_;
  bool stop_ = false;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace course
