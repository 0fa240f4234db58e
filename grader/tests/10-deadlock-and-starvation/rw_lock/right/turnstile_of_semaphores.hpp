// expect: pass
// Everyone passes a turnstile, which a writer keeps until the readers have
// left; two semaphores and a count.
#pragma once

#include <atomic>
#include <semaphore>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  std::binary_semaphore turnstile_{1}, room_{1}, counting_{1};
  int readers_ = 0;
};

inline void RWLock::lock_shared() {
  turnstile_.acquire();
  counting_.acquire();
  if (++readers_ == 1) room_.acquire();
  counting_.release();
  turnstile_.release();
}

inline void RWLock::unlock_shared() {
  counting_.acquire();
  if (--readers_ == 0) room_.release();
  counting_.release();
}

inline void RWLock::lock() {
  turnstile_.acquire();
  room_.acquire();
  turnstile_.release();
}

inline void RWLock::unlock() { room_.release(); }

}  // namespace course
