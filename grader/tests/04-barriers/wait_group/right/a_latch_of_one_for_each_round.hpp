// expect: pass
// A std::latch of one for each round, shared with those who wait: the count
// beside it may grow.
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
    if (count_ == 0) latch_ = std::make_shared<std::latch>(1);
    count_ += n;
  }

  void done() {
    std::shared_ptr<std::latch> over;
    {
      std::lock_guard lock(m_);
      if (count_ == 0) throw std::logic_error("done without add");
      if (--count_ == 0) over = latch_;
    }
    if (over) over->count_down();
  }

  void wait() {
    std::shared_ptr<std::latch> latch;
    {
      std::lock_guard lock(m_);
      if (count_ == 0) return;
      latch = latch_;
    }
    latch->wait();
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  int count_ = 0;
  std::shared_ptr<std::latch> latch_;
};

}  // namespace course
