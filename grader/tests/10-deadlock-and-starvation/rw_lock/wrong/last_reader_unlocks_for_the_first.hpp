// expect: crash
// test: a writer and two readers take turns
// The first reader locks the writers out, and the last one lets them in again:
// a mutex is unlocked by a thread that has not locked it.
#pragma once

#include <mutex>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  std::mutex turnstile_, counting_, room_;
  int readers_ = 0;
};

inline void RWLock::lock_shared() {
  std::lock_guard<std::mutex> turn(turnstile_);
  std::lock_guard<std::mutex> guard(counting_);
  if (++readers_ == 1) room_.lock();
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(counting_);
  if (--readers_ == 0) room_.unlock();
}

inline void RWLock::lock() {
  std::lock_guard<std::mutex> turn(turnstile_);
  room_.lock();
}

inline void RWLock::unlock() { room_.unlock(); }

}  // namespace course
