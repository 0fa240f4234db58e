// expect: pass
// Takes away, again and again, who waits for nobody that is still there.
// Whoever is left at the end is in a circle, or waits for one.
#pragma once

#include <condition_variable>
#include <deque>
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
    waits_for_[owner] = resource;
    if (stuck(owner)) {
      waits_for_.erase(owner);
      return false;
    }
    lock.queue.push_back(owner);
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
    std::deque<int> queue;
    std::condition_variable changed;
  };

  bool stuck(int owner) const {
    std::set<int> left;
    for (const auto& w : waits_for_) left.insert(w.first);
    for (bool found = true; found;) {
      found = false;
      for (auto it = left.begin(); it != left.end();) {
        const Lock& lock = locks_.at(waits_for_.at(*it));
        if (left.count(*lock.holder)) {
          ++it;
        } else {
          it = left.erase(it);
          found = true;
        }
      }
    }
    return left.count(owner) == 1;
  }

  void hand_over(Lock& lock) {
    if (lock.queue.empty()) {
      lock.holder.reset();
    } else {
      lock.holder = lock.queue.front();
      lock.queue.pop_front();
      waits_for_.erase(*lock.holder);
      lock.changed.notify_all();
    }
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
