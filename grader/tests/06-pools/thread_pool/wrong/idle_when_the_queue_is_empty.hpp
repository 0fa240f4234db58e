// expect: wrong-result
// test: wait_idle waits for a job that runs
#pragma once

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
  explicit ThreadPool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      threads_.emplace_back([this] { work(); });
  }
  ~ThreadPool() { shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> l(m_);
      if (stop_) return false;
      jobs_.push_back(std::move(job));
    }
    work_.notify_one();
    return true;
  }

  void wait_idle() {
    std::unique_lock<std::mutex> l(m_);
    idle_.wait(l, [&] { return jobs_.empty(); });
  }

  void shutdown() {
    {
      std::lock_guard<std::mutex> l(m_);
      stop_ = true;
    }
    work_.notify_all();
    std::lock_guard<std::mutex> l(join_);
    for (auto& t : threads_)
      if (t.joinable()) t.join();
  }

  std::size_t failed() const {
    std::lock_guard<std::mutex> l(m_);
    return failed_;
  }

 private:
  void work() {
    std::unique_lock<std::mutex> l(m_);
    while (true) {
      work_.wait(l, [&] { return stop_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      l.unlock();
      bool ok = true;
      try {
        job();
      } catch (...) {
        ok = false;
      }
      job = nullptr;
      l.lock();
      if (!ok) ++failed_;
      if (jobs_.empty()) idle_.notify_all();
    }
  }

  mutable std::mutex m_;
  std::condition_variable work_, idle_;
  std::deque<std::function<void()>> jobs_;
  bool stop_ = false;
  std::size_t failed_ = 0;
  std::mutex join_;
  std::vector<std::thread> threads_;
};

}  // namespace course
