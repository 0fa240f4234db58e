// expect: data-race
// test: two that stop at the same time both wait for the last step
// Asks the thread for its id without the lock that the others join it under.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace course {

class Daemon {
 public:
  explicit Daemon(std::function<void()> step);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void stop();
  bool running() const;

 private:
  std::function<void()> step_;
  std::atomic<bool> running_{true};
  std::mutex m_;
  std::jthread thread_;
};

inline Daemon::Daemon(std::function<void()> step)
    : step_(std::move(step)), thread_([this](std::stop_token stop) {
        while (!stop.stop_requested()) step_();
      }) {}

inline Daemon::~Daemon() { stop(); }

inline void Daemon::stop() {
  running_ = false;
  thread_.request_stop();
  if (std::this_thread::get_id() == thread_.get_id()) return;
  std::lock_guard<std::mutex> guard(m_);
  if (thread_.joinable()) thread_.join();
}

inline bool Daemon::running() const { return running_; }

}  // namespace course
