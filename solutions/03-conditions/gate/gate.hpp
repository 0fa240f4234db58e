#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

// Closed at first; open() lets everybody through, for ever.
class Gate {
 public:
  void open();
  bool is_open() const;
  void wait();  // until open
  // Until open, but no longer than timeout. False: still closed after it.
  bool wait_for(std::chrono::milliseconds timeout);

 private:
  mutable std::mutex mutex_;  // is_open() is const and locks, too
  std::condition_variable opened_;
  bool open_ = false;  // guarded by mutex_; never false again
};

inline void Gate::open() {
  // The condition variable remembers nothing; the flag does, for those who come
  // later. It is set under the mutex, even if it were atomic: otherwise it
  // could change between the look of a thread in wait() and its sleep. That
  // thread is not yet in the waiting list, so the notify passes it by, and
  // nobody ever wakes it.
  std::lock_guard guard(mutex_);
  open_ = true;
  // All: notify_one would wake one, and the others sleep on at an open gate.
  opened_.notify_all();
}

inline bool Gate::is_open() const {
  std::lock_guard guard(mutex_);  // a look without it would be a data race
  return open_;
}

inline void Gate::wait() {
  std::unique_lock lock(mutex_);
  // A loop: it looks before it sleeps, as the gate may have been open for long,
  // and after every wake-up, which may come without a reason. Sleeping and
  // giving the mutex back is one step.
  opened_.wait(lock, [&] { return open_; });
}

inline bool Gate::wait_for(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  // With a condition, wait_for computes one deadline and loops until that;
  // `while (!open_) opened_.wait_for(lock, timeout);` would wait the whole time
  // again after each wake-up. And it answers with a last look at the flag, not
  // with "the time is over".
  return opened_.wait_for(lock, timeout, [&] { return open_; });
}

}  // namespace course
