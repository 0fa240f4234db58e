// expect: starvation
// test: two readers do not keep a writer out
// A waiting writer lets a hundred more readers in before it stops them.
#pragma once

#include <condition_variable>
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
  int readers_ = 0;
  bool writing_ = false;
  int waiting_writers_ = 0;
  int let_in_ = 0;
};

inline void RWLock::lock_shared() {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] {
    return !writing_ && (waiting_writers_ == 0 || let_in_ < 100);
  });
  if (waiting_writers_ > 0) ++let_in_;
  ++readers_;
}

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  if (--readers_ == 0) changed_.notify_all();
}

inline void RWLock::lock() {
  std::unique_lock<std::mutex> lock(mutex_);
  ++waiting_writers_;
  changed_.wait(lock, [&] { return !writing_ && readers_ == 0; });
  --waiting_writers_;
  writing_ = true;
  let_in_ = 0;
}

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  changed_.notify_all();
}

}  // namespace course
