// expect: wrong-result
// test: wait waits for a job that another job has added
// wait() counts how many jobs there are when it is called and waits for as many
// done() calls.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

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
    ++done_;
    cv_.notify_all();
  }

  void wait() {
    std::unique_lock lock(m_);
    const int enough = done_ + count_;
    cv_.wait(lock, [&] { return done_ >= enough; });
  }

  int count() const {
    std::lock_guard lock(m_);
    return count_;
  }

 private:
  mutable std::mutex m_;
  std::condition_variable cv_;
  int count_ = 0;
  int done_ = 0;
};

}  // namespace course
