// expect: pass
// A semaphore for even rounds and one for odd ones: nobody can come two rounds
// further than another one.
#pragma once

#include <mutex>
#include <semaphore>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : n_(n) {}

  bool arrive_and_wait() {
    int mine;
    {
      std::lock_guard lock(m_);
      mine = round_;
      if (++arrived_ == n_) {
        arrived_ = 0;
        round_ = 1 - round_;
        permits_[mine].release(n_ - 1);
        return true;
      }
    }
    permits_[mine].acquire();
    return false;
  }

 private:
  const int n_;
  std::mutex m_;
  int arrived_ = 0;
  int round_ = 0;
  std::counting_semaphore<> permits_[2] = {std::counting_semaphore<>(0),
                                           std::counting_semaphore<>(0)};
};

}  // namespace course
