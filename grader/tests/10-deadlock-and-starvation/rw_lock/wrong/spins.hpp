// expect: busy-wait
// test: two readers who have waited for a writer are inside together
// The numbers are right, but everyone looks again and again whether it is their
// turn.
#pragma once

#include <atomic>
#include <thread>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  std::atomic<unsigned> next_{0}, serving_{0};
  std::atomic<int> readers_{0};
};

inline void RWLock::lock_shared() {
  const unsigned mine = next_++;
  while (serving_ != mine) std::this_thread::yield();
  ++readers_;
  ++serving_;
}

inline void RWLock::unlock_shared() { --readers_; }

inline void RWLock::lock() {
  const unsigned mine = next_++;
  while (serving_ != mine || readers_ != 0) std::this_thread::yield();
}

inline void RWLock::unlock() { ++serving_; }

}  // namespace course
