// expect: pass
// Draws the whole graph anew for each request that would have to wait, and
// searches it breadth first.
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
      return true;
    }
    if (*lock.holder == owner) throw std::logic_error("held already");
    lock.queue.push_back(owner);
    if (in_a_circle(owner)) {
      lock.queue.pop_back();
      return false;
    }
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

  bool in_a_circle(int owner) const {
    std::map<int, std::set<int>> edges;
    for (const auto& entry : locks_) {
      const Lock& lock = entry.second;
      for (auto waiting = lock.queue.begin(); waiting != lock.queue.end();
           ++waiting) {
        edges[*waiting].insert(*lock.holder);
        edges[*waiting].insert(lock.queue.begin(), waiting);
      }
    }
    std::set<int> seen;
    std::deque<int> next{owner};
    while (!next.empty()) {
      const int from = next.front();
      next.pop_front();
      for (int to : edges[from]) {
        if (to == owner) return true;
        if (seen.insert(to).second) next.push_back(to);
      }
    }
    return false;
  }

  void hand_over(Lock& lock) {
    if (lock.queue.empty()) {
      lock.holder.reset();
    } else {
      lock.holder = lock.queue.front();
      lock.queue.pop_front();
      lock.changed.notify_all();
    }
  }

  std::mutex mutex_;
  std::map<int, Lock> locks_;
};

}  // namespace course
