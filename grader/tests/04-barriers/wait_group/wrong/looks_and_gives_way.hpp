// expect: busy-wait
// test: who waits sleeps until the job is done
// wait() looks again and again and gives way in between.
#pragma once

#include <mutex>
#include <stdexcept>
#include <thread>

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
    --count_;
  }

  void wait() {
    while (count() != 0) std::this_thread::yield();
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  int count_ = 0;
};

}  // namespace course
