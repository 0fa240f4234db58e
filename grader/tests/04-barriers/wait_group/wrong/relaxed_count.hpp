// expect: data-race
// test: wait returns when both jobs are done
// The count is read with memory_order_relaxed: what the jobs wrote does not
// come with it.
#pragma once

#include <atomic>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  ~WaitGroup() { std::lock_guard lock(m_); }

  void add(int n = 1) { count_.fetch_add(n, std::memory_order_relaxed); }

  void done() {
    std::lock_guard lock(m_);
    if (count_.load(std::memory_order_relaxed) == 0)
      throw std::logic_error("done without add");
    if (count_.fetch_sub(1, std::memory_order_relaxed) == 1)
      count_.notify_all();
  }

  void wait() {
    int n;
    while ((n = count_.load(std::memory_order_relaxed)) != 0)
      count_.wait(n, std::memory_order_relaxed);
  }

  int count() const { return count_.load(std::memory_order_relaxed); }

 private:
  std::mutex m_;
  std::atomic<int> count_ = 0;
};

}  // namespace course
