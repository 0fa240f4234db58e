// expect: pass
// The first add of a round makes a promise, which the last done keeps; those
// who wait have its future.
#pragma once

#include <future>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    std::lock_guard lock(m_);
    if (count_ == 0 && n > 0) {
      promise_ = std::promise<void>();
      future_ = promise_.get_future().share();
    }
    count_ += n;
  }

  void done() {
    std::promise<void> kept;
    {
      std::lock_guard lock(m_);
      if (count_ == 0) throw std::logic_error("done without add");
      if (--count_ > 0) return;
      kept = std::move(promise_);
    }
    kept.set_value();
  }

  void wait() {
    std::shared_future<void> future;
    {
      std::lock_guard lock(m_);
      if (count_ == 0) return;
      future = future_;
    }
    future.wait();
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  int count_ = 0;
  std::promise<void> promise_;
  std::shared_future<void> future_;
};

}  // namespace course
