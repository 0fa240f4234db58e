// expect: wrong-result
// test: wait waits for a job that another job has added
// A std::latch for the round, made by the first add: it cannot grow.
#pragma once

#include <latch>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    std::lock_guard lock(m_);
    if (count_ == 0) latch_ = std::make_shared<std::latch>(n);
    count_ += n;
  }

  void done() {
    std::lock_guard lock(m_);
    if (count_ == 0) throw std::logic_error("done without add");
    --count_;
    if (!latch_->try_wait()) latch_->count_down();
  }

  void wait() {
    std::shared_ptr<std::latch> latch;
    {
      std::lock_guard lock(m_);
      latch = latch_;
    }
    if (latch) latch->wait();
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  std::shared_ptr<std::latch> latch_;
  int count_ = 0;
};

}  // namespace course
