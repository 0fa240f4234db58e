// expect: starvation
// test: two readers do not keep a writer out
// A writer passes the turn on before the readers have left, and others go in
// past it.
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
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t next_ = 0, serving_ = 0;
  int readers_ = 0;
  bool writing_ = false;
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
  changed_.wait(lock, [&] { return mine == serving_; });
  ++serving_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return !writing_ && readers_ == 0; });
  writing_ = true;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  changed_.notify_all();
}

}  // namespace course
