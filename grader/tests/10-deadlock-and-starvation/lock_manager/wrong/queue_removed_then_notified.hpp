// expect: lifetime
// test: an owner sleeps until the lock is released
// A queue that has become empty is removed, with the condition variable that is
// notified next.
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
    Queue& queue = queues_[resource];
    queue.owners.push_back(owner);
    waits_for_[owner] = resource;
    while (lock.holder != owner) queue.changed.wait(guard);
    return true;
  }

  void release(int owner, int resource) {
    std::lock_guard<std::mutex> guard(mutex_);
    Lock& lock = locks_[resource];
    if (lock.holder != owner) throw std::logic_error("not held");
    hand_over(resource, lock);
  }

  void release_all(int owner) {
    std::lock_guard<std::mutex> guard(mutex_);
    for (auto& entry : locks_)
      if (entry.second.holder == owner) hand_over(entry.first, entry.second);
  }

 private:
  struct Lock {
    std::optional<int> holder;
  };
  struct Queue {
    std::deque<int> owners;
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

  void hand_over(int resource, Lock& lock) {
    auto found = queues_.find(resource);
    if (found == queues_.end()) {
      lock.holder.reset();
      return;
    }
    Queue& queue = found->second;
    lock.holder = queue.owners.front();
    queue.owners.pop_front();
    waits_for_.erase(*lock.holder);
    if (queue.owners.empty()) queues_.erase(found);
    queue.changed.notify_all();
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, Queue> queues_;
  std::map<int, int> waits_for_;
};

}  // namespace course
