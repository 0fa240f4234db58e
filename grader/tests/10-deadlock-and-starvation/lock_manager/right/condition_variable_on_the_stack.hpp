// expect: pass
// Who waits sleeps on a condition variable on its own stack. It is notified
// under the mutex, so that its owner cannot have left yet.
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
    Waiter me{owner};
    lock.queue.push_back(&me);
    waits_for_[owner] = resource;
    me.turn.wait(guard, [&] { return me.granted; });
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
  struct Waiter {
    int owner;
    bool granted = false;
    std::condition_variable turn = {};
  };
  struct Lock {
    std::optional<int> holder;
    std::deque<Waiter*> queue;
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
      Waiter* first = lock.queue.front();
      lock.queue.pop_front();
      lock.holder = first->owner;
      waits_for_.erase(first->owner);
      first->granted = true;
      first->turn.notify_one();
    }
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
