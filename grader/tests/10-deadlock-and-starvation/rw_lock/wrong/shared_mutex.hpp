// expect: forbidden
// The library has such a lock; the task is to build one.
#pragma once

#include <shared_mutex>

namespace course {

class RWLock {
public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

private:
  std::shared_mutex mutex_;
};

inline void RWLock::lock_shared() { mutex_.lock_shared(); }

inline void RWLock::unlock_shared() { mutex_.unlock_shared(); }

inline void RWLock::lock() { mutex_.lock(); }

inline void RWLock::unlock() { mutex_.unlock(); }

} // namespace course
