// expect: wrong-result
// test: waiting without a circle is not refused
// Takes everybody who waits to be in a circle: a holder that waits itself is
// reason enough to refuse.
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

  bool closes_circle(int, int resource) {
    return waits_for_.count(*locks_[resource].holder) > 0;
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
