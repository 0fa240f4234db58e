// expect: pass
// Follows the edges to the holder and to all who are queued before, depth
// first, without noting whom it has seen: there is no circle in what it
// searches.
#pragma once

#include <condition_variable>
#include <cstddef>
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
    if (waits(lock, lock.queue.size(), owner)) return false;
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

  // Would somebody at this place of the queue wait for the owner?
  bool waits(const Lock& lock, std::size_t place, int owner) const {
    if (leads(*lock.holder, owner)) return true;
    for (std::size_t i = 0; i < place; ++i)
      if (leads(lock.queue[i], owner)) return true;
    return false;
  }

  bool leads(int from, int owner) const {
    if (from == owner) return true;
    auto w = waits_for_.find(from);
    if (w == waits_for_.end()) return false;
    const Lock& lock = locks_.at(w->second);
    std::size_t place = 0;
    while (lock.queue[place] != from) ++place;
    return waits(lock, place, owner);
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
