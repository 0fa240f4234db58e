// expect: wrong-result
// test: two threads meet
// Counts who comes and lets everybody through.
#pragma once

#include <mutex>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::lock_guard lock(m_);
    arrived_ = (arrived_ + 1) % n_;
    return arrived_ == 0;
  }

 private:
  const int n_;
  std::mutex m_;
  int arrived_ = 0;
};

}  // namespace course
