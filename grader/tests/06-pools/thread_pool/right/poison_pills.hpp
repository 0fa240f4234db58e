// expect: pass
// The last that goes into the queue is an empty function for each worker.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) : size_(workers) {
    for (unsigned i = 0; i < workers; ++i)
      threads_.emplace_back([this] {
        while (run_one()) {
        }
      });
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (closed_) return false;
    queue_.push_back(std::move(job));
    ++open_;
    lock.unlock();
    not_empty_.notify_one();
    return true;
  }

  void wait_idle() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (open_ > 0) none_open_.wait(lock);
  }

  void shutdown() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!closed_) {
      closed_ = true;
      queue_.insert(queue_.end(), size_, nullptr);
      not_empty_.notify_all();
      lock.unlock();
      for (auto& thread : threads_) thread.join();
      lock.lock();
      joined_ = true;
      all_joined_.notify_all();
    }
    while (!joined_) all_joined_.wait(lock);
  }

  std::size_t failed() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return failed_;
  }

 private:
  // False if it was a pill.
  bool run_one() {
    std::list<std::function<void()>> mine;  // the node goes from list to list
    {
      std::unique_lock<std::mutex> lock(mutex_);
      while (queue_.empty()) not_empty_.wait(lock);
      mine.splice(mine.begin(), queue_, queue_.begin());
    }
    if (!mine.front()) return false;
    bool failed = false;
    try {
      mine.front()();
    } catch (...) {
      failed = true;
    }
    mine.clear();
    std::lock_guard<std::mutex> lock(mutex_);
    if (failed) ++failed_;
    if (--open_ == 0) none_open_.notify_all();
    return true;
  }

  const unsigned size_;
  mutable std::mutex mutex_;
  std::condition_variable not_empty_, none_open_, all_joined_;
  std::list<std::function<void()>> queue_;
  unsigned open_ = 0;
  bool closed_ = false, joined_ = false;
  std::size_t failed_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace course
