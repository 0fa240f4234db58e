// expect: wrong-result
// test: first come, first served
// Who waits is kept in a set of owners, so that the lowest number is served
// first.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>

namespace course {

class LockManager {
 public:
  bool acquire(int owner, int resource) {
    std::unique_lock<std::mutex> guard(mutex_);
    Lock& lock = locks_[resource];
    if (!lock.holder) {
      lock.holder = owner;
      return true;
    }
    if (*lock.holder == owner) throw std::logic_error("held already");
    if (closes_circle(owner, resource)) return false;
    lock.waiting.insert(owner);
    waits_for_[owner] = resource;
    while (lock.holder != owner) lock.changed.wait(guard);
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
    std::set<int> waiting;
    std::condition_variable changed;
  };

  bool closes_circle(int owner, int resource) {
    int next = *locks_[resource].holder;
    while (next != owner) {
      auto w = waits_for_.find(next);
      if (w == waits_for_.end()) return false;
      next = *locks_[w->second].holder;
    }
    return true;
  }

  void hand_over(Lock& lock) {
    if (lock.waiting.empty()) {
      lock.holder.reset();
    } else {
      lock.holder = *lock.waiting.begin();
      lock.waiting.erase(lock.waiting.begin());
      waits_for_.erase(*lock.holder);
      lock.changed.notify_all();
    }
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
