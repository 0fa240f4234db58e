// expect: wrong-result
// test: submit waits for nothing
// submit waits when four jobs are queued.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace course {
class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  bool submit(std::function<void()> job);
  void wait_idle();
  void shutdown();
  std::size_t failed() const;

 private:
  void work();
  mutable std::mutex m_;
  std::condition_variable jobs_, idle_;
  std::deque<std::function<void()>> queue_;
  std::size_t running_ = 0, failed_ = 0;
  bool stop_ = false;
  std::mutex join_;
  std::vector<std::thread> crew_;
};
inline void ThreadPool::work() {
  std::unique_lock l(m_);
  for (;;) {
    jobs_.wait(l, [&] { return stop_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::function<void()> job = std::move(queue_.front());
    queue_.pop_front();
    ++running_;
    idle_.notify_all();
    l.unlock();
    bool threw = false;
    try {
      job();
    } catch (...) {
      threw = true;
    }
    job = nullptr;
    l.lock();
    if (threw) ++failed_;
    --running_;
    if (running_ == 0 && queue_.empty()) idle_.notify_all();
  }
}
inline ThreadPool::ThreadPool(unsigned workers) {
  for (unsigned i = 0; i < workers; ++i) crew_.emplace_back([this] { work(); });
}
inline ThreadPool::~ThreadPool() { shutdown(); }
inline bool ThreadPool::submit(std::function<void()> job) {
  std::unique_lock l(m_);
  idle_.wait(l, [&] { return stop_ || queue_.size() < 4; });
  if (stop_) return false;
  queue_.push_back(std::move(job));
  jobs_.notify_one();
  return true;
}
inline void ThreadPool::wait_idle() {
  std::unique_lock l(m_);
  idle_.wait(l, [&] { return running_ == 0 && queue_.empty(); });
}
inline void ThreadPool::shutdown() {
  {
    std::lock_guard l(m_);
    stop_ = true;
    jobs_.notify_all();
  }
  std::lock_guard j(join_);
  for (auto& t : crew_)
    if (t.joinable()) t.join();
}
inline std::size_t ThreadPool::failed() const {
  std::lock_guard l(m_);
  return failed_;
}
}  // namespace course
