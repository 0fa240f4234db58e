// expect: pass
// Who waits remembers one owner: the last in the queue, or the holder. It is
// the one right before it for as long as it waits.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <vector>

namespace course {
class LockManager {
 public:
  bool acquire(int owner, int resource);
  void release(int owner, int resource);
  void release_all(int owner);

 private:
  struct Lock {
    bool held = false;
    int owner = 0;
    std::deque<int> queue;
  };
  bool reaches(int from, int target, std::set<int>& seen) {
    if (from == target) return true;
    if (!seen.insert(from).second) return false;
    auto w = waits_.find(from);
    return w != waits_.end() && reaches(w->second, target, seen);
  }
  void give(int resource) {
    Lock& l = locks_[resource];
    l.held = false;
    if (l.queue.empty()) {
      locks_.erase(resource);
      return;
    }
    l.owner = l.queue.front();
    l.queue.pop_front();
    l.held = true;
    waits_.erase(l.owner);
    changed_.notify_all();
  }
  std::mutex m_;
  std::condition_variable changed_;
  std::map<int, Lock> locks_;
  std::map<int, int> waits_;
};

inline bool LockManager::acquire(int owner, int resource) {
  std::unique_lock lock(m_);
  Lock& l = locks_[resource];
  if (!l.held) {
    l.held = true;
    l.owner = owner;
    return true;
  }
  if (l.owner == owner) throw std::logic_error("held already");
  std::set<int> seen;
  if (reaches(l.owner, owner, seen)) return false;
  for (int o : l.queue)
    if (reaches(o, owner, seen)) return false;
  waits_[owner] = l.queue.empty() ? l.owner : l.queue.back();
  l.queue.push_back(owner);
  changed_.wait(lock, [&] { return waits_.find(owner) == waits_.end(); });
  return true;
}
inline void LockManager::release(int owner, int resource) {
  std::lock_guard lock(m_);
  auto it = locks_.find(resource);
  if (it == locks_.end() || !it->second.held || it->second.owner != owner)
    throw std::logic_error("not held");
  give(resource);
}
inline void LockManager::release_all(int owner) {
  std::lock_guard lock(m_);
  std::vector<int> mine;
  for (auto& [r, l] : locks_)
    if (l.held && l.owner == owner) mine.push_back(r);
  for (int r : mine) give(r);
}
}  // namespace course
