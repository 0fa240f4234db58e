// expect: lost-wakeup
// test: three owners hold the lock one after the other
// One condition variable for all locks, of which one sleeper is woken: it may
// be one that waits for another lock.
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
    if (!lock.holder) {
      lock.holder = owner;
      return true;
    }
    if (*lock.holder == owner) throw std::logic_error("held already");
    if (closes_circle(owner, resource)) return false;
    lock.queue.push_back(owner);
    waits_for_[owner] = resource;
    while (lock.holder != owner) changed_.wait(guard);
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
    std::deque<int> queue;
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
    if (lock.queue.empty()) {
      lock.holder.reset();
    } else {
      lock.holder = lock.queue.front();
      lock.queue.pop_front();
      waits_for_.erase(*lock.holder);
      changed_.notify_one();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
