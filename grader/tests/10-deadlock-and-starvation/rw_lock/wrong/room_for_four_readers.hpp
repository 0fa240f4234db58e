// expect: not-parallel
// test: ten readers are inside together
// A semaphore with four places: a reader takes one, a writer takes them all. A
// fifth reader has to wait.
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
  std::counting_semaphore<> s_{4};
  std::mutex w_;
};
inline void RWLock::lock_shared() { s_.acquire(); }
inline void RWLock::unlock_shared() { s_.release(); }
inline void RWLock::lock() {
  std::lock_guard l(w_);
  for (int i = 0; i < 4; ++i) s_.acquire();
}
inline void RWLock::unlock() { s_.release(4); }
}  // namespace course
