#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

// Counts jobs that are not done yet, and lets others wait for all of them.
class WaitGroup {
 public:
  // By anyone, also by a counted job that starts others.
  void add(int n = 1);
  void done();  // std::logic_error if the count would become negative
  // Until the count is 0; then the WaitGroup may be destroyed or used again.
  void wait();
  int count() const;

 private:
  mutable std::mutex mutex_;  // count() is const and locks, too
  std::condition_variable all_done_;
  int count_ = 0;  // guarded by mutex_; never negative
};

// Nobody is woken: a count that grows is not what wait() waits for.
inline void WaitGroup::add(int n) {
  std::lock_guard lock(mutex_);
  count_ += n;
}

inline void WaitGroup::done() {
  std::lock_guard lock(mutex_);
  // Looking and lowering are one step: of two threads that are done with one
  // job, the second one is refused.
  if (count_ == 0) throw std::logic_error("done() without a job");
  // All, as several threads may wait. And with the lock held: a thread that
  // waits cannot get through before the lock is given back, which is the last
  // thing done() does with this object. After an unlock it could find the count
  // at 0, return and destroy the object, and the notify would come too late.
  if (--count_ == 0) all_done_.notify_all();
}

inline void WaitGroup::wait() {
  std::unique_lock lock(mutex_);
  // It looks before it sleeps, as all may be done already, and again after each
  // wake-up, which may come without a reason or find a job of the next round.
  all_done_.wait(lock, [&] { return count_ == 0; });
}

inline int WaitGroup::count() const {
  std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace course
