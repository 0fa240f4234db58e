// expect: wrong-result
// test: first come, first served
// Who waits for whom is noted as pairs of owners, and nobody takes a pair away
// when the wait is over.
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
    std::set<int> seen;
    if (reaches(*lock.holder, owner, seen)) return false;
    edges_[owner].insert(*lock.holder);
    for (int before : lock.queue) edges_[owner].insert(before);
    lock.queue.push_back(owner);
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

  bool reaches(int from, int owner, std::set<int>& seen) {
    if (from == owner) return true;
    if (!seen.insert(from).second) return false;
    for (int to : edges_[from])
      if (reaches(to, owner, seen)) return true;
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
  std::map<int, std::set<int>> edges_;
};

}  // namespace course
