// expect: deadlock
// test: an owner sleeps until the lock is released
// Sleeps on a semaphore while it holds the mutex that release needs.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <utility>

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
    auto turn = std::make_shared<std::binary_semaphore>(0);
    lock.queue.emplace_back(owner, turn);
    waits_for_[owner] = resource;
    turn->acquire();
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
    std::deque<std::pair<int, std::shared_ptr<std::binary_semaphore>>> queue;
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
      auto turn = lock.queue.front().second;
      lock.holder = lock.queue.front().first;
      lock.queue.pop_front();
      waits_for_.erase(*lock.holder);
      turn->release();
    }
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
