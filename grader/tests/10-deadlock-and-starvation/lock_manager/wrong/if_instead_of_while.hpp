// expect: wrong-result
// test: an owner sleeps until the lock is released
// Whoever wakes up takes the lock, without a look whether it is free and its
// turn.
#pragma once

#include <condition_variable>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <stdexcept>

namespace course {

class LockManager {
 public:
  bool acquire(int owner, int resource) {
    std::unique_lock<std::mutex> guard(mutex_);
    if (holds(owner, resource)) throw std::logic_error("held already");
    std::deque<int>& queue = queues_[resource];
    if (holders_.count(resource) || !queue.empty()) {
      if (reaches(resource, owner)) return false;
      queue.push_back(owner);
      waits_for_[owner] = resource;
      changed_.wait(guard);
      queue.pop_front();
      waits_for_.erase(owner);
    }
    holders_[resource] = owner;
    return true;
  }

  void release(int owner, int resource) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (!holds(owner, resource)) throw std::logic_error("not held");
    holders_.erase(resource);
    changed_.notify_all();
  }

  void release_all(int owner) {
    std::lock_guard<std::mutex> guard(mutex_);
    for (auto it = holders_.begin(); it != holders_.end();)
      it = it->second == owner ? holders_.erase(it) : std::next(it);
    changed_.notify_all();
  }

 private:
  bool holds(int owner, int resource) const {
    auto it = holders_.find(resource);
    return it != holders_.end() && it->second == owner;
  }

  // Does whoever holds the resource wait, over any number of others, for owner?
  bool reaches(int resource, int owner) const {
    for (;;) {
      auto holder = holders_.find(resource);
      // Free: the first in its queue is about to take it.
      if (holder == holders_.end()) return false;
      if (holder->second == owner) return true;
      auto waits = waits_for_.find(holder->second);
      if (waits == waits_for_.end()) return false;
      resource = waits->second;
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<int, int> holders_;             // resource -> owner
  std::map<int, std::deque<int>> queues_;  // resource -> owners
  std::map<int, int> waits_for_;           // owner -> resource
};

}  // namespace course
