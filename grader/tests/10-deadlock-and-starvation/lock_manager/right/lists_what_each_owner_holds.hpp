// expect: pass
// Each owner has a list of its locks, which release_all gives back one by one.
// A lock that is free is forgotten, and the new holder is woken after the
// unlock.
#pragma once

#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>

namespace course {

class LockManager {
 public:
  bool acquire(int owner, int resource) {
    std::unique_lock<std::mutex> guard(mutex_);
    auto [found, is_new] = locks_.try_emplace(resource);
    Lock& lock = found->second;
    if (is_new) {
      lock.holder = owner;
      held_[owner].insert(resource);
      return true;
    }
    if (lock.holder == owner)
      throw std::logic_error("acquire: the owner holds it");
    for (int next = lock.holder;;) {
      if (next == owner) return false;
      const auto waits = waits_for_.find(next);
      if (waits == waits_for_.end()) break;
      next = locks_.at(waits->second).holder;
    }
    lock.waiting.push_back(owner);
    waits_for_[owner] = resource;
    const auto bell = lock.bell;
    bell->wait(guard, [&] { return lock.holder == owner; });
    return true;
  }

  void release(int owner, int resource) {
    std::unique_lock<std::mutex> guard(mutex_);
    const auto mine = held_.find(owner);
    if (mine == held_.end() || mine->second.erase(resource) == 0)
      throw std::logic_error("release: the owner does not hold it");
    const auto found = locks_.find(resource);
    Lock& lock = found->second;
    if (lock.waiting.empty()) {
      locks_.erase(found);
      return;
    }
    lock.holder = lock.waiting.front();
    lock.waiting.pop_front();
    held_[lock.holder].insert(resource);
    waits_for_.erase(lock.holder);
    const auto bell = lock.bell;
    guard.unlock();
    bell->notify_all();
  }

  void release_all(int owner) {
    std::set<int> mine;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      const auto found = held_.find(owner);
      if (found != held_.end()) mine = found->second;
    }
    for (int resource : mine) release(owner, resource);
  }

 private:
  struct Lock {
    int holder = 0;
    std::list<int> waiting;
    std::shared_ptr<std::condition_variable> bell =
        std::make_shared<std::condition_variable>();
  };

  std::mutex mutex_;
  std::map<int, Lock> locks_;          // only those that are held
  std::map<int, std::set<int>> held_;  // by owner
  std::map<int, int> waits_for_;
};

}  // namespace course
