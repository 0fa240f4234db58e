// expect: data-race
// test: wait_idle returns when another thread shuts down
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) {
    threads_.reserve(workers);
    while (threads_.size() < workers)
      threads_.emplace_back(&ThreadPool::work, this);
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    {
      std::scoped_lock lock(queue_mutex_);
      if (closed_) return false;
      unfinished_.fetch_add(1, std::memory_order_relaxed);
      queue_.push_back(std::move(job));
    }
    to_take_.release();
    return true;
  }

  void wait_idle() {
    for (std::size_t n; (n = unfinished_.load(std::memory_order_relaxed)) != 0;)
      unfinished_.wait(n, std::memory_order_relaxed);
  }

  void shutdown() {
    std::scoped_lock lock(shutdown_mutex_);
    if (down_) return;
    {
      std::scoped_lock queue_lock(queue_mutex_);
      closed_ = true;
    }
    to_take_.release(static_cast<std::ptrdiff_t>(threads_.size()));
    for (auto& thread : threads_) thread.join();
    down_ = true;
  }

  std::size_t failed() const { return failed_.load(); }

 private:
  void work() {
    while (auto job = take()) {
      try {
        (*job)();
      } catch (...) {
        failed_.fetch_add(1);
      }
      job.reset();
      if (unfinished_.fetch_sub(1, std::memory_order_relaxed) == 1)
        unfinished_.notify_all();
    }
  }

  std::optional<std::function<void()>> take() {
    to_take_.acquire();
    std::scoped_lock lock(queue_mutex_);
    if (queue_.empty()) return std::nullopt;
    std::optional<std::function<void()>> job(std::move(queue_.front()));
    queue_.pop_front();
    return job;
  }

  std::mutex queue_mutex_;
  std::deque<std::function<void()>> queue_;
  bool closed_ = false;
  std::counting_semaphore<> to_take_{0};
  std::atomic<std::size_t> unfinished_{0}, failed_{0};
  std::mutex shutdown_mutex_;
  bool down_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace course
