// expect: starvation
// test: two writers do not keep a reader out
// Two condition variables: a writer that leaves wakes a writer if there is one,
// and readers only if there is none.
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
  std::condition_variable may_read_, may_write_;
  int readers_ = 0, waiting_writers_ = 0;
  bool writing_ = false;
};

inline void RWLock::lock_shared() {
  std::unique_lock<std::mutex> lock(mutex_);
  may_read_.wait(lock, [&] { return !writing_ && waiting_writers_ == 0; });
  ++readers_;
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) may_write_.notify_one();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  ++waiting_writers_;
  may_write_.wait(lock, [&] { return !writing_ && readers_ == 0; });
  --waiting_writers_;
  writing_ = true;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  if (waiting_writers_ > 0)
    may_write_.notify_one();
  else
    may_read_.notify_all();
}

}  // namespace course
