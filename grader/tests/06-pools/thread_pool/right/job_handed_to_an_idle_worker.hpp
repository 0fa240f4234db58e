// expect: pass
// Each worker has a place and a condition variable of its own. A job goes to
// the worker that has become idle last; only if all are busy, into the queue.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) {
    std::lock_guard<std::mutex> lock(mutex_);
    for (unsigned i = 0; i < workers; ++i) {
      workers_.push_back(std::make_unique<Worker>());
      Worker& self = *workers_.back();
      idle_.push_back(&self);
      self.thread = std::thread([this, &self] { work(self); });
    }
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (closed_) return false;
    if (idle_.empty()) {
      queue_.push_back(std::move(job));
    } else {
      Worker& worker = *idle_.back();
      idle_.pop_back();
      worker.job = std::move(job);
      worker.wake.notify_one();
    }
    return true;
  }

  // All idle: then there is nothing in the queue either.
  void wait_idle() {
    std::unique_lock<std::mutex> lock(mutex_);
    all_idle_.wait(lock, [this] { return idle_.size() == workers_.size(); });
  }

  void shutdown() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
      for (auto& worker : workers_) worker->wake.notify_one();
    }
    std::lock_guard<std::mutex> lock(joining_);
    for (auto& worker : workers_)
      if (worker->thread.joinable()) worker->thread.join();
  }

  std::size_t failed() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return failed_;
  }

 private:
  struct Worker {
    std::function<void()> job;
    std::condition_variable wake;
    std::thread thread;
  };

  void work(Worker& self) {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      self.wake.wait(lock, [&] { return self.job || closed_; });
      if (!self.job) return;  // closed: nobody will give it one
      while (self.job) {
        auto job = std::exchange(self.job, nullptr);
        lock.unlock();
        std::size_t failed = 0;
        try {
          job();
        } catch (...) {
          failed = 1;
        }
        job = nullptr;
        lock.lock();
        failed_ += failed;
        if (queue_.empty()) break;
        self.job = std::move(queue_.front());
        queue_.pop_front();
      }
      idle_.push_back(&self);
      if (idle_.size() == workers_.size()) all_idle_.notify_all();
    }
  }

  mutable std::mutex mutex_;
  std::condition_variable all_idle_;
  std::deque<std::function<void()>> queue_;
  std::vector<Worker*> idle_;
  bool closed_ = false;
  std::size_t failed_ = 0;
  std::mutex joining_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace course
