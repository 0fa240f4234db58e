// expect: starvation
// test: two readers do not keep a writer out
// The first reader takes the room from the writers, and the last one gives it
// back: as long as readers come, none is the last.
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
  std::mutex counting_;
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

inline void RWLock::lock() { room_.acquire(); }

inline void RWLock::unlock() { room_.release(); }

}  // namespace course
