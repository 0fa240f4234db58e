// expect: not-parallel
// test: three readers are inside together
// Readers are locked like writers.
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
  std::mutex mutex_;
};

inline void RWLock::lock_shared() { mutex_.lock(); }

inline void RWLock::unlock_shared() { mutex_.unlock(); }

inline void RWLock::lock() { mutex_.lock(); }

inline void RWLock::unlock() { mutex_.unlock(); }

}  // namespace course
