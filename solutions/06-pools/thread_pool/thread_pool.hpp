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

// A fixed crew of threads that runs any number of jobs.
class ThreadPool {
 public:
  // Exactly that many threads, made once.
  explicit ThreadPool(unsigned workers);
  ~ThreadPool();  // like shutdown()
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // true: the job will run exactly once. false: shutdown() has begun, it never
  // runs. Jobs may call submit().
  bool submit(std::function<void()> job);
  void wait_idle();  // until no job is queued or running
  // No new jobs; runs all accepted ones; ends the threads; repeatable.
  void shutdown();
  std::size_t failed() const;  // jobs that ended by an exception

 private:
  void work();
  bool idle() const { return queue_.empty() && running_ == 0; }

  // One mutex for all that the questions "is there a job?", "may I go?" and "is
  // it idle?" are about: each of them looks at two of these at the same moment.
  mutable std::mutex mutex_;
  std::deque<std::function<void()>> queue_;  // guarded by mutex_
  unsigned running_ = 0;                     // guarded by mutex_
  bool stop_ = false;                        // guarded by mutex_
  std::size_t failed_ = 0;                   // guarded by mutex_
  // Two conditions, and different threads wait for them. With a single variable
  // the notify_one() for a new job could wake somebody in wait_idle().
  std::condition_variable job_or_stop_, idle_;

  std::mutex joining_;
  std::vector<std::thread> crew_;  // guarded by joining_ once it is complete
};

inline ThreadPool::ThreadPool(unsigned workers) {
  // In the body, where all members are made: a thread that starts with an
  // earlier member could look for the others before they exist.
  for (unsigned i = 0; i < workers; ++i) crew_.emplace_back([this] { work(); });
}

// The body of every worker.
inline void ThreadPool::work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      job_or_stop_.wait(lock, [&] { return stop_ || !queue_.empty(); });
      // Not `if (stop_)`: what was accepted is still done. Nothing comes after
      // stop_, so an empty queue stays empty.
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
      // Under the same lock as the pop: there is no moment at which the job is
      // neither in the queue nor counted.
      ++running_;
    }
    // Without the lock, or the others could neither work nor submit.
    bool threw = false;
    try {
      job();
    } catch (...) {  // whatever it is: it must not leave the thread
      threw = true;
    }
    // What the job has captured goes before anybody can learn that it is done:
    // its owner may be waiting for just that.
    job = nullptr;
    std::lock_guard lock(mutex_);
    failed_ += threw;
    --running_;
    if (idle()) idle_.notify_all();
  }
}

inline ThreadPool::~ThreadPool() { shutdown(); }

inline bool ThreadPool::submit(std::function<void()> job) {
  std::lock_guard lock(mutex_);
  // Look and push in one step: in between, the last worker could see the stop
  // and an empty queue, and leave.
  if (stop_) return false;
  queue_.push_back(std::move(job));
  // For every job, not only for the first: if two workers sleep, two jobs must
  // wake two of them.
  job_or_stop_.notify_one();
  return true;
}

inline void ThreadPool::wait_idle() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [&] { return idle(); });
}

inline void ThreadPool::shutdown() {
  {
    // An atomic flag without the lock is not enough: set after a worker has
    // looked and before it sleeps, it would be seen by nobody.
    std::lock_guard lock(mutex_);
    stop_ = true;
  }
  job_or_stop_.notify_all();  // everybody goes home
  // A thread is joined once only. The others who shut down wait here meanwhile,
  // because for them, too, the workers have ended when shutdown() returns. The
  // workers never take this lock, so whoever holds it gets to the end.
  std::lock_guard guard(joining_);
  for (auto& worker : crew_)
    if (worker.joinable()) worker.join();
}

inline std::size_t ThreadPool::failed() const {
  std::lock_guard lock(mutex_);
  return failed_;
}

}  // namespace course
