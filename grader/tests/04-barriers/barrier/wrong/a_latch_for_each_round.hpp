// expect: forbidden
// A new std::latch for each round.
#pragma once

#include <latch>
#include <memory>
#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::shared_ptr<std::latch> latch;
    bool first;
    {
      std::lock_guard lock(m_);
      first = arrived_ == 0;
      if (first) latch_ = std::make_shared<std::latch>(n_);
      latch = latch_;
      arrived_ = (arrived_ + 1) % n_;
    }
    latch->arrive_and_wait();
    return first;
  }

 private:
  const int n_;
  std::mutex m_;
  int arrived_ = 0;
  std::shared_ptr<std::latch> latch_;
};

}  // namespace course
