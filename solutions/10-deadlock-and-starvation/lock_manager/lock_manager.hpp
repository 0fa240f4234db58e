#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace course {

// Locks by number for owners by number (say, transactions). It never lets a
// deadlock happen: the request that would complete a circle is refused.
class LockManager {
 public:
  // Blocks until owner holds resource (first come, first served); true.
  // Returns false at once, changing nothing, exactly if waiting would close a
  // circle of owners that wait for each other. std::logic_error if owner holds
  // resource already.
  bool acquire(int owner, int resource);
  // std::logic_error if owner does not hold resource.
  void release(int owner, int resource);
  void release_all(int owner);

 private:
  struct Lock {
    std::optional<int> holder;  // any int can be an owner: none means "nobody"
    std::deque<int> queue;      // owners, who came first in front
    // One for each lock: with a common one, every release would have to wake
    // all who wait for anything.
    std::condition_variable handed_over;
  };

  bool closes_circle(int owner, const Lock& wanted) const;
  void hand_over(Lock& lock);

  // One mutex for all locks. The circle is looked for and the request queued
  // while nothing can change: in two steps, two owners could both find no
  // circle, and then close it together.
  std::mutex mutex_;
  // No lock is ever removed, so that who sleeps on one always finds it there.
  std::map<int, Lock> locks_;
  // Who waits, and for what. An owner has one call in progress, so it waits for
  // one lock at most.
  std::map<int, const Lock*> waits_for_;
};

inline bool LockManager::acquire(int owner, int resource) {
  std::unique_lock guard(mutex_);
  Lock& lock = locks_[resource];
  if (!lock.holder) {
    lock.holder = owner;
    return true;
  }
  if (lock.holder == owner)
    throw std::logic_error("acquire() of a lock that the owner holds");
  // Nothing is noted before the answer is known: a request that is refused
  // leaves nothing to be taken back.
  if (closes_circle(owner, lock)) return false;
  lock.queue.push_back(owner);
  waits_for_[owner] = &lock;
  lock.handed_over.wait(guard, [&] { return lock.holder == owner; });
  return true;
}

inline void LockManager::release(int owner, int resource) {
  std::lock_guard guard(mutex_);
  // find(), because [] would make a lock out of a wrong number.
  const auto found = locks_.find(resource);
  if (found == locks_.end() || found->second.holder != owner)
    throw std::logic_error("release() of a lock that the owner does not hold");
  hand_over(found->second);
}

inline void LockManager::release_all(int owner) {
  std::lock_guard guard(mutex_);
  // The locks themselves know who holds them. A list of what each owner holds
  // would have to be kept in hand_over(), too: forgotten there, what came to an
  // owner that had to wait would be held for ever.
  for (auto& [resource, lock] : locks_)
    if (lock.holder == owner) hand_over(lock);
}

// Would the owner wait for itself, if it waited for `wanted`? It would wait for
// the holder, which may wait for another holder, and so on: a chain, because
// each waits for one lock and each lock has one holder. It has an end, because
// no circle has ever been let in. Those who are queued for a lock need no look:
// they wait for its holder, so that a way through them passes it, too.
inline bool LockManager::closes_circle(int owner, const Lock& wanted) const {
  const Lock* lock = &wanted;
  while (lock->holder != owner) {
    // What is waited for has a holder: hand_over() never lets it lie there.
    const auto waiting = waits_for_.find(*lock->holder);
    if (waiting == waits_for_.end()) return false;
    lock = waiting->second;
  }
  return true;
}

// The caller holds mutex_. The lock goes to the first in the queue, which holds
// it from here on, even before it wakes up. If the lock were only free, whoever
// comes at that moment would take it. And the new holder does not wait any
// more: that line left out, later requests would find circles that are none.
inline void LockManager::hand_over(Lock& lock) {
  if (lock.queue.empty()) {
    lock.holder.reset();
    return;
  }
  lock.holder = lock.queue.front();
  lock.queue.pop_front();
  waits_for_.erase(*lock.holder);
  // All who wait for this lock, because only one of them can go on, and
  // notify_one() could wake another one.
  lock.handed_over.notify_all();
}

}  // namespace course
