// expect: pass
// A queue of those who wait, each with a condition variable of its own; who
// leaves lets the first one in, or all readers at the front.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

namespace course {

class RWLock {
 public:
  void lock_shared();
  void unlock_shared();
  void lock();
  void unlock();

 private:
  struct Waiter {
    bool writes;
    bool inside = false;
    std::condition_variable let_in{};
  };
  // The caller holds mutex_. Who is let in is inside before it wakes up.
  void let_in() {
    while (!queue_.empty() && !writing_ &&
           (!queue_.front()->writes || readers_ == 0)) {
      Waiter& first = *queue_.front();
      queue_.pop_front();
      if (first.writes)
        writing_ = true;
      else
        ++readers_;
      first.inside = true;
      first.let_in.notify_one();
    }
  }
  void go_in(bool writes) {
    Waiter me{writes};
    std::unique_lock<std::mutex> lock(mutex_);
    queue_.push_back(&me);
    let_in();
    me.let_in.wait(lock, [&] { return me.inside; });
  }
  std::mutex mutex_;
  std::deque<Waiter*> queue_;
  int readers_ = 0;
  bool writing_ = false;
};

inline void RWLock::lock_shared() { go_in(false); }

inline void RWLock::unlock_shared() {
  std::lock_guard<std::mutex> guard(mutex_);
  --readers_;
  let_in();
}

inline void RWLock::lock() { go_in(true); }

inline void RWLock::unlock() {
  std::lock_guard<std::mutex> guard(mutex_);
  writing_ = false;
  let_in();
}

}  // namespace course
