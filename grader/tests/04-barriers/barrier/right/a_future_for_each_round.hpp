// expect: pass
// Those who arrive share the future of a promise, which the last one keeps. The
// first one leads.
#pragma once

#include <future>
#include <mutex>
#include <utility>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::unique_lock lock(m_);
    const bool first = arrived_ == 0;
    if (++arrived_ < n_) {
      const std::shared_future<void> over = over_;
      lock.unlock();
      over.wait();
    } else {
      std::promise<void> kept = std::move(promise_);
      promise_ = std::promise<void>();
      over_ = promise_.get_future().share();
      arrived_ = 0;
      lock.unlock();
      kept.set_value();
    }
    return first;
  }

 private:
  const int n_;
  std::mutex m_;
  int arrived_ = 0;
  std::promise<void> promise_;
  std::shared_future<void> over_ = promise_.get_future().share();
};

}  // namespace course
