// expect: deadlock
// test: release_all releases what one owner holds
// release_all holds the mutex when it calls release, which locks it, too.
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
      held_[owner].insert(resource);
      return true;
    }
    if (lock.holder == owner) throw std::logic_error("held already");
    if (closes_circle(owner, *lock.holder)) return false;
    lock.queue.push_back(owner);
    waits_for_[owner] = resource;
    lock.changed.wait(guard, [&] { return lock.holder == owner; });
    return true;
  }

  void release(int owner, int resource) {
    std::lock_guard<std::mutex> guard(mutex_);
    if (held_[owner].erase(resource) == 0) throw std::logic_error("not held");
    give_back(resource);
  }

  void release_all(int owner) {
    std::lock_guard<std::mutex> guard(mutex_);
    const std::set<int> mine = held_[owner];
    for (int resource : mine) release(owner, resource);
  }

 private:
  struct Lock {
    std::optional<int> holder;
    std::deque<int> queue;
    std::condition_variable changed;
  };

  void give_back(int resource) {
    Lock& lock = locks_[resource];
    lock.holder.reset();
    if (lock.queue.empty()) return;
    lock.holder = lock.queue.front();
    lock.queue.pop_front();
    held_[*lock.holder].insert(resource);
    waits_for_.erase(*lock.holder);
    lock.changed.notify_all();
  }

  bool closes_circle(int owner, int holder) {
    while (holder != owner) {
      if (!waits_for_.count(holder)) return false;
      holder = *locks_[waits_for_[holder]].holder;
    }
    return true;
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, std::set<int>> held_;
  std::map<int, int> waits_for_;
};

}  // namespace course
