// expect: starvation
// test: two readers do not keep a writer out
// Writers queue for a turnstile, but readers go round it.
#pragma once

#include <mutex>
#include <semaphore>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  std::mutex counting_, turnstile_;
  std::binary_semaphore room_{1};
  int readers_ = 0;
};

inline void RWLock::lock_shared() {
  std::lock_guard<std::mutex> guard(counting_);
  if (++readers_ == 1) room_.acquire();
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(counting_);
  if (--readers_ == 0) room_.release();
}

inline void RWLock::lock() {
  turnstile_.lock();
  room_.acquire();
}

inline void RWLock::unlock() {
  room_.release();
  turnstile_.unlock();
}

}  // namespace course
