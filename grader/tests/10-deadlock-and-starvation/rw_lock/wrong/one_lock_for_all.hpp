// expect: deadlock
// test: one thread reads and writes again and again
// All members are static: every lock is the same one.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  static inline std::mutex mutex_;
  static inline std::condition_variable changed_;
  static inline std::uint64_t next_ = 0, serving_ = 0;
  static inline int readers_ = 0;
  static inline bool writing_ = false;
};

inline void RWLock::lock_shared() {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::uint64_t mine = next_++;
  changed_.wait(lock, [&] { return mine == serving_ && !writing_; });
  ++readers_;
  ++serving_;
  changed_.notify_all();
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) changed_.notify_all();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::uint64_t mine = next_++;
  changed_.wait(lock,
                [&] { return mine == serving_ && !writing_ && readers_ == 0; });
  writing_ = true;
  ++serving_;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  changed_.notify_all();
}

}  // namespace course
