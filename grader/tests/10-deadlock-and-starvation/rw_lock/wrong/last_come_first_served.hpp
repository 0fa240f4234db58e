// expect: starvation
// test: two readers do not keep a writer out
// A stack instead of a queue: who has waited longest is let in last.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

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
    while (!stack_.empty() && !writing_ &&
           (!stack_.back()->writes || readers_ == 0)) {
      Waiter& last = *stack_.back();
      stack_.pop_back();
      if (last.writes)
        writing_ = true;
      else
        ++readers_;
      last.inside = true;
      last.let_in.notify_one();
    }
  }
  void go_in(bool writes) {
    Waiter me{writes};
    std::unique_lock<std::mutex> lock(mutex_);
    stack_.push_back(&me);
    let_in();
    me.let_in.wait(lock, [&] { return me.inside; });
  }
  std::mutex mutex_;
  std::vector<Waiter*> stack_;
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
