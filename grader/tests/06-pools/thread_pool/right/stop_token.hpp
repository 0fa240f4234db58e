// expect: pass
// The stop flag is a stop source's, and the workers wait with its token.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      crew_.emplace_back([this, token = stop_.get_token()] { work(token); });
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    std::lock_guard lock(mutex_);
    if (stop_.stop_requested()) return false;
    jobs_.push(std::move(job));
    some_.notify_one();
    return true;
  }

  void wait_idle() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return jobs_.empty() && running_ == 0; });
  }

  void shutdown() {
    stop_.request_stop();  // wakes those who wait with the token
    std::lock_guard lock(joining_);
    for (auto& worker : crew_)
      if (worker.joinable()) worker.join();
  }

  std::size_t failed() const {
    std::lock_guard lock(mutex_);
    return failed_;
  }

 private:
  void work(std::stop_token token) {
    for (;;) {
      std::unique_lock lock(mutex_);
      // Leaves with a job, or after the stop and with none.
      some_.wait(lock, token, [this] { return !jobs_.empty(); });
      if (jobs_.empty()) return;
      ++running_;
      bool threw = false;
      {
        std::function<void()> job = std::move(jobs_.front());
        jobs_.pop();
        lock.unlock();
        try {
          job();
        } catch (...) {
          threw = true;
        }
      }
      lock.lock();
      if (threw) ++failed_;
      if (--running_ == 0 && jobs_.empty()) idle_.notify_all();
    }
  }

  mutable std::mutex mutex_;
  std::condition_variable_any some_;
  std::condition_variable idle_;
  std::queue<std::function<void()>> jobs_;
  std::size_t running_ = 0, failed_ = 0;
  std::stop_source stop_;
  std::mutex joining_;
  std::vector<std::thread> crew_;
};

}  // namespace course
