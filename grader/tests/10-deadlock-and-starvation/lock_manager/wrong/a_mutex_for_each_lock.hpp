// expect: crash
// test: an owner may act from two threads
// Each lock is a std::mutex, which the thread that acquired it would have to
// unlock itself, and which knows no queue.
#pragma once

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
    if (lock.holder == owner) throw std::logic_error("held already");
    if (lock.holder && closes_circle(owner, *lock.holder)) return false;
    waits_for_[owner] = resource;
    guard.unlock();
    lock.mutex.lock();
    guard.lock();
    waits_for_.erase(owner);
    lock.holder = owner;
    return true;
  }

  void release(int owner, int resource) {
    std::lock_guard<std::mutex> guard(mutex_);
    Lock& lock = locks_[resource];
    if (lock.holder != owner) throw std::logic_error("not held");
    lock.holder.reset();
    lock.mutex.unlock();
  }

  void release_all(int owner) {
    std::lock_guard<std::mutex> guard(mutex_);
    for (auto& entry : locks_)
      if (entry.second.holder == owner) {
        entry.second.holder.reset();
        entry.second.mutex.unlock();
      }
  }

 private:
  struct Lock {
    std::optional<int> holder;
    std::mutex mutex;
  };

  bool closes_circle(int owner, int holder) {
    while (holder != owner) {
      auto w = waits_for_.find(holder);
      if (w == waits_for_.end()) return false;
      const auto& next = locks_[w->second].holder;
      if (!next) return false;
      holder = *next;
    }
    return true;
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_for_;
};

}  // namespace course
