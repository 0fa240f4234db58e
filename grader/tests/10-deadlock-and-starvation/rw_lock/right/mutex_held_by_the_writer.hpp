// expect: pass
// A writer keeps the mutex for as long as it waits and writes; readers hold it
// for a moment, and so the mutex is the queue.
#pragma once

#include <atomic>
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
  std::mutex door_;
  std::atomic<int> readers_{0};
};

inline void RWLock::lock_shared() {
  std::lock_guard<std::mutex> guard(door_);
  ++readers_;
}

inline void RWLock::unlock_shared() {
  if (--readers_ == 0) readers_.notify_all();
}

inline void RWLock::lock() {
  door_.lock();
  for (int inside = readers_; inside != 0; inside = readers_)
    readers_.wait(inside);
}

inline void RWLock::unlock() { door_.unlock(); }

}  // namespace course
