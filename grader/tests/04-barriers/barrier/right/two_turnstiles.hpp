// expect: pass
// Two turnstiles of semaphores: all come in, then all go out, and nobody comes
// in again before.
#pragma once

#include <mutex>
#include <semaphore>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    bool last;
    {
      std::lock_guard lock(m_);
      last = ++inside_ == n_;
      if (last) in_.release(n_);
    }
    in_.acquire();
    {
      std::lock_guard lock(m_);
      if (--inside_ == 0) out_.release(n_);
    }
    out_.acquire();
    return last;
  }

 private:
  const int n_;
  std::mutex m_;
  int inside_ = 0;
  std::counting_semaphore<> in_{0};
  std::counting_semaphore<> out_{0};
};

}  // namespace course
