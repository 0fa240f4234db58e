// expect: lost-wakeup
// test: a writer and two readers take turns
// A writer that leaves wakes one reader, who does not wake the next one.
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
  int readers_ = 0, waiting_writers_ = 0, waiting_readers_ = 0,
      readers_first_ = 0;
  bool writing_ = false;
};

inline void RWLock::lock_shared() {
  std::unique_lock<std::mutex> lock(mutex_);
  ++waiting_readers_;
  may_read_.wait(lock, [&] {
    return !writing_ && (waiting_writers_ == 0 || readers_first_ > 0);
  });
  --waiting_readers_;
  if (readers_first_ > 0) --readers_first_;
  ++readers_;
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) may_write_.notify_one();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  ++waiting_writers_;
  may_write_.wait(
      lock, [&] { return !writing_ && readers_ == 0 && readers_first_ == 0; });
  --waiting_writers_;
  writing_ = true;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  readers_first_ = waiting_readers_;
  if (readers_first_ > 0)
    may_read_.notify_one();
  else
    may_write_.notify_one();
}

}  // namespace course
