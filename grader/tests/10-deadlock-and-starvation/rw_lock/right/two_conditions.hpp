// expect: pass
// Who is first in line waits at the gate for those inside; all others wait for
// the place at the gate.
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
  std::condition_variable line_, gate_;
  std::uint64_t next_ = 0, serving_ = 0;
  int readers_ = 0;
  bool writing_ = false;
};

inline void RWLock::lock_shared() {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::uint64_t mine = next_++;
  line_.wait(lock, [&] { return mine == serving_; });
  gate_.wait(lock, [&] { return !writing_; });
  ++readers_;
  ++serving_;
  line_.notify_all();
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) gate_.notify_one();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  const std::uint64_t mine = next_++;
  line_.wait(lock, [&] { return mine == serving_; });
  gate_.wait(lock, [&] { return !writing_ && readers_ == 0; });
  writing_ = true;
  ++serving_;
  line_.notify_all();
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  gate_.notify_one();
}

}  // namespace course
