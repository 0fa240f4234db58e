// expect: wrong-result
// test: calls that are not allowed throw and change nothing
// The owner -1 stands for nobody.
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
    int owner = -1;
    std::deque<int> queue;
  };
  bool reaches(int from, int target, std::set<int>& seen) {
    if (from == target) return true;
    if (!seen.insert(from).second) return false;
    auto w = waits_.find(from);
    if (w == waits_.end()) return false;
    Lock& l = locks_[w->second];
    if (l.held && reaches(l.owner, target, seen)) return true;
    for (int o : l.queue) {
      if (o == from) break;
      if (reaches(o, target, seen)) return true;
    }
    return false;
  }
  void give(int resource) {
    Lock& l = locks_[resource];
    l.held = false;
    l.owner = -1;
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
  if (l.owner == -1) {
    l.held = true;
    l.owner = owner;
    return true;
  }
  if (l.owner == owner) throw std::logic_error("held already");
  std::set<int> seen;
  if (reaches(l.owner, owner, seen)) return false;
  for (int o : l.queue)
    if (reaches(o, owner, seen)) return false;
  l.queue.push_back(owner);
  waits_[owner] = resource;
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
