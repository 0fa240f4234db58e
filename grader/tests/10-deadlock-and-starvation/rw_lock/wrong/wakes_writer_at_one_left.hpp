// expect: lost-wakeup
// test: a writer and a reader take turns
// The writer is woken when one reader is left, not when none is.
#pragma once

#include <atomic>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  // Waits until it is the turn of that number.
  void await(unsigned mine) {
    for (unsigned now = serving_; now != mine; now = serving_)
      serving_.wait(now);
  }
  void pass_on() {
    ++serving_;
    serving_.notify_all();
  }
  std::atomic<unsigned> next_{0}, serving_{0};
  std::atomic<int> readers_{0};
};

inline void RWLock::lock_shared() {
  await(next_++);
  ++readers_;
  pass_on();
}

inline void RWLock::unlock_shared() {
  if (readers_-- == 2) readers_.notify_all();
}

inline void RWLock::lock() {
  await(next_++);
  // The turn stays here until the writer has left.
  for (int inside = readers_; inside != 0; inside = readers_)
    readers_.wait(inside);
}

inline void RWLock::unlock() { pass_on(); }

}  // namespace course
