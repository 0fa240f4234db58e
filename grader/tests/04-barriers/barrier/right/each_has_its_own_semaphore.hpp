// expect: pass
// Whoever sleeps stands in a list with a semaphore on its own stack, and the
// last one wakes them one by one.
#pragma once

#include <mutex>
#include <semaphore>
#include <vector>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    std::binary_semaphore round_over(0);
    {
      std::lock_guard lock(m_);
      if (static_cast<int>(sleepers_.size()) == n_ - 1) {
        for (std::binary_semaphore* s : sleepers_) s->release();
        sleepers_.clear();
        return true;
      }
      sleepers_.push_back(&round_over);
    }
    round_over.acquire();
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  std::vector<std::binary_semaphore*> sleepers_;
};

}  // namespace course
