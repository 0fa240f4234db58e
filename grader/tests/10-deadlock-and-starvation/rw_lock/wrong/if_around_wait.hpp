// expect: wrong-result
// test: two writers take turns
// A woken thread goes in without another look.
#pragma once

#include <condition_variable>
#include <mutex>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int readers_ = 0;
  bool writing_ = false;
};

inline void RWLock::lock_shared() {
  std::unique_lock<std::mutex> lock(mutex_);
  if (writing_) changed_.wait(lock);
  ++readers_;
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) changed_.notify_all();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  if (writing_ || readers_ > 0) changed_.wait(lock);
  writing_ = true;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  changed_.notify_all();
}

}  // namespace course
