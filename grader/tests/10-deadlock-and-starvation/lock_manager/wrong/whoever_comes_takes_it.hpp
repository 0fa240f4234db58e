// expect: wrong-result
// test: first come, first served
// A released lock is free, all are woken, and the fastest takes it: there is no
// queue.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace course {

class LockManager {
 public:
  bool acquire(int owner, int resource) {
    std::unique_lock<std::mutex> guard(mutex_);
    Lock& lock = locks_[resource];
    if (lock.holder == owner) throw std::logic_error("held already");
    while (lock.holder) {
      if (closes_circle(owner, resource)) return false;
      waits_for_[owner] = resource;
      lock.changed.wait(guard);
      waits_for_.erase(owner);
    }
    lock.holder = owner;
    return true;
  }

  void release(int owner, int resource) {
    std::lock_guard<std::mutex> guard(mutex_);
    Lock& lock = locks_[resource];
    if (lock.holder != owner) throw std::logic_error("not held");
    hand_over(lock);
  }

  void release_all(int owner) {
    std::lock_guard<std::mutex> guard(mutex_);
    for (auto& entry : locks_)
      if (entry.second.holder == owner) hand_over(entry.second);
  }

 private:
  struct Lock {
    std::optional<int> holder;
    std::condition_variable changed;
  };

  bool closes_circle(int owner, int resource) {
    int next = *locks_[resource].holder;
    while (next != owner) {
      auto w = waits_for_.find(next);
      if (w == waits_for_.end() || !locks_[w->second].holder) return false;
      next = *locks_[w->second].holder;
    }
    return true;
  }

  void hand_over(Lock& lock) {
    lock.holder.reset();
    lock.changed.notify_all();
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
