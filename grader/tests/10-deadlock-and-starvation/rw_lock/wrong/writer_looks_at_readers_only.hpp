// expect: wrong-result
// test: two writers take turns
// A writer waits until no reader is inside, and goes in where another writer
// is.
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
  changed_.wait(lock, [&] { return !writing_; });
  ++readers_;
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) changed_.notify_all();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return readers_ == 0; });
  writing_ = true;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  changed_.notify_all();
}

}  // namespace course
