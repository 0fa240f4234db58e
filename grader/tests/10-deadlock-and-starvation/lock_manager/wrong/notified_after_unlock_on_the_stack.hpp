// expect: lifetime
// test: three owners hold the lock one after the other
// Who waits sleeps on a condition variable on its own stack, and is woken after
// the unlock: it may have left by then.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

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
    std::unique_lock<std::mutex> guard(mutex_);
    Lock& lock = locks_[resource];
    if (lock.holder != owner) throw std::logic_error("not held");
    Waiter* next = hand_over(lock);
    guard.unlock();
    if (next) next->turn.notify_one();
  }

  void release_all(int owner) {
    std::unique_lock<std::mutex> guard(mutex_);
    std::vector<Waiter*> next;
    for (auto& entry : locks_)
      if (entry.second.holder == owner) next.push_back(hand_over(entry.second));
    guard.unlock();
    for (Waiter* waiter : next)
      if (waiter) waiter->turn.notify_one();
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

  Waiter* hand_over(Lock& lock) {
    if (lock.queue.empty()) {
      lock.holder.reset();
      return nullptr;
    }
    Waiter* first = lock.queue.front();
    lock.queue.pop_front();
    lock.holder = first->owner;
    waits_for_.erase(first->owner);
    first->granted = true;
    return first;
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
