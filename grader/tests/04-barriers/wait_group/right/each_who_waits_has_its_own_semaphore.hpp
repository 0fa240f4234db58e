// expect: pass
// Who waits stands in a list with a semaphore of its own, and leaves only when
// the last job has given the lock back.
#pragma once

#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <vector>

namespace course {

class WaitGroup {
 public:
  void add(int n = 1) {
    std::lock_guard lock(m_);
    count_ += n;
  }

  void done() {
    std::lock_guard lock(m_);
    if (count_ == 0) throw std::logic_error("done without add");
    if (--count_ > 0) return;
    for (std::binary_semaphore* s : waiting_) s->release();
    waiting_.clear();
  }

  void wait() {
    std::binary_semaphore all_done(0);
    {
      std::lock_guard lock(m_);
      if (count_ == 0) return;
      waiting_.push_back(&all_done);
    }
    all_done.acquire();
    std::lock_guard lock(m_);
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  int count_ = 0;
  std::vector<std::binary_semaphore*> waiting_;
};

}  // namespace course
