// expect: pass
// The workers are asynchronous calls, and a future knows how a job has ended.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      ends_.push_back(
          std::async(std::launch::async, [this] { work(); }).share());
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    std::packaged_task<void()> task(std::move(job));
    std::lock_guard lock(mutex_);
    if (stop_) return false;
    queue_.push_back(std::move(task));
    wake_.notify_one();
    return true;
  }

  void wait_idle() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return queue_.empty() && running_ == 0; });
  }

  void shutdown() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    // Any number of threads may wait for the same end.
    for (const auto& end : ends_) end.wait();
  }

  std::size_t failed() const {
    std::lock_guard lock(mutex_);
    return failed_;
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      while (queue_.empty() && !stop_) wake_.wait(lock);
      if (queue_.empty()) return;
      ++running_;
      bool good;
      {
        auto task = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        good = run(task);
      }
      lock.lock();
      if (!good) ++failed_;
      --running_;
      if (running_ == 0 && queue_.empty()) idle_.notify_all();
    }
  }

  static bool run(std::packaged_task<void()>& task) {
    auto end = task.get_future();
    task();
    try {
      end.get();
      return true;
    } catch (...) {
      return false;
    }
  }

  mutable std::mutex mutex_;
  std::condition_variable wake_, idle_;
  std::deque<std::packaged_task<void()>> queue_;
  int running_ = 0;
  bool stop_ = false;
  std::size_t failed_ = 0;
  std::vector<std::shared_future<void>> ends_;
};

}  // namespace course
