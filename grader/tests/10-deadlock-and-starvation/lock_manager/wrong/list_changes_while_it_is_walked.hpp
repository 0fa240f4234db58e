// expect: lifetime
// test: release_all releases what one owner holds
// release_all walks through the list from which each single release removes a
// lock.
#pragma once

#include <condition_variable>
#include <deque>
#include <list>
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
      held_[owner].push_back(resource);
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
    give_back(owner, resource);
  }

  void release_all(int owner) {
    std::lock_guard<std::mutex> guard(mutex_);
    for (int resource : held_[owner]) give_back(owner, resource);
  }

 private:
  struct Lock {
    std::optional<int> holder;
    std::deque<int> queue;
    std::condition_variable changed;
  };

  void give_back(int owner, int resource) {
    if (held_[owner].remove(resource) == 0) throw std::logic_error("not held");
    Lock& lock = locks_[resource];
    lock.holder.reset();
    if (lock.queue.empty()) return;
    lock.holder = lock.queue.front();
    lock.queue.pop_front();
    held_[*lock.holder].push_back(resource);
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
  std::map<int, std::list<int>> held_;
  std::map<int, int> waits_for_;
};

}  // namespace course
