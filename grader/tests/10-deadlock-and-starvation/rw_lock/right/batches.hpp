// expect: pass
// Whole groups take turns: a writer that leaves opens the door to all readers
// who wait, and the last of those to leave opens it to one writer.
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
  int readers_ = 0, waiting_writers_ = 0, waiting_readers_ = 0;
  unsigned batch_ = 0;
  bool writing_ = false;
};

inline void RWLock::lock_shared() {
  std::unique_lock<std::mutex> lock(mutex_);
  if (!writing_ && waiting_writers_ == 0) {
    ++readers_;
    return;
  }
  ++waiting_readers_;
  const unsigned mine = batch_;
  changed_.wait(lock, [&] { return batch_ != mine; });
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) changed_.notify_all();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  ++waiting_writers_;
  changed_.wait(lock, [&] { return !writing_ && readers_ == 0; });
  --waiting_writers_;
  writing_ = true;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  // They are inside from now on, even those who are still asleep.
  readers_ = waiting_readers_;
  waiting_readers_ = 0;
  ++batch_;
  changed_.notify_all();
}

}  // namespace course
