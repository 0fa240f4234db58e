#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stdexcept>

namespace course {

// Many readers or one writer. Neither kind can keep the other out for ever:
// a thread that waits is overtaken by at most 8 later arrivals (with up to 4
// threads).
// TODO: let readers in together and writers alone, and nobody wait too long.
class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  // Your members (no std::shared_mutex).
};

inline void RWLock::lock_shared() {
  throw std::logic_error("TODO: lock_shared");
}
inline void RWLock::unlock_shared() {
  throw std::logic_error("TODO: unlock_shared");
}
inline void RWLock::lock() { throw std::logic_error("TODO: lock"); }
inline void RWLock::unlock() { throw std::logic_error("TODO: unlock"); }

}  // namespace course
