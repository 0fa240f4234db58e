// expect: not-parallel
// test: whoever is free takes the next job
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) : queues_(workers) {
    for (unsigned i = 0; i < workers; ++i)
      threads_.emplace_back([this, i] { work(i); });
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    std::lock_guard<std::mutex> order(submitting_);
    if (closed_) return false;
    ++unfinished_;
    Queue& queue = queues_[next_++ % queues_.size()];
    {
      std::lock_guard<std::mutex> lock(queue.mutex);
      queue.jobs.push_back(std::move(job));
    }
    ++news_;
    news_.notify_all();
    return true;
  }

  void wait_idle() {
    while (const unsigned n = unfinished_) unfinished_.wait(n);
  }

  void shutdown() {
    {
      std::lock_guard<std::mutex> order(submitting_);
      closed_ = true;
      ++news_;
      news_.notify_all();
    }
    std::lock_guard<std::mutex> lock(joining_);
    for (auto& thread : threads_)
      if (thread.joinable()) thread.join();
  }

  std::size_t failed() const { return failed_; }

 private:
  struct Queue {
    std::mutex mutex;
    std::deque<std::function<void()>> jobs;
  };

  void work(std::size_t self) {
    for (;;) {
      // In this order: what comes after the look changes the number.
      const unsigned news = news_;
      const bool last_look = closed_;
      if (run_one(self)) continue;
      if (last_look) return;
      news_.wait(news);
    }
  }

  bool run_one(std::size_t self) {
    std::function<void()> job;
    {
      Queue& queue = queues_[self];
      std::lock_guard<std::mutex> lock(queue.mutex);
      if (queue.jobs.empty()) return false;
      job = std::move(queue.jobs.front());
      queue.jobs.pop_front();
    }
    try {
      job();
    } catch (...) {
      ++failed_;
    }
    job = nullptr;
    if (--unfinished_ == 0) unfinished_.notify_all();
    return true;
  }

  std::vector<Queue> queues_;
  std::mutex submitting_;
  std::size_t next_ = 0;
  std::atomic<bool> closed_{false};
  std::atomic<unsigned> news_{0}, unfinished_{0};
  std::atomic<std::size_t> failed_{0};
  std::mutex joining_;
  std::vector<std::thread> threads_;
};

}  // namespace course
