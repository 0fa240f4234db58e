// expect: wrong-result
// test: an owner sleeps until the lock is released
// Never waits, so that there is never a circle: whoever asks for a lock that is
// held is refused.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace course {

class LockManager {
 public:
  bool acquire(int owner, int resource) {
    std::lock_guard<std::mutex> guard(mutex_);
    std::optional<int>& holder = holders_[resource];
    if (holder == owner) throw std::logic_error("held already");
    if (holder) return false;
    holder = owner;
    return true;
  }

  void release(int owner, int resource) {
    std::lock_guard<std::mutex> guard(mutex_);
    std::optional<int>& holder = holders_[resource];
    if (holder != owner) throw std::logic_error("not held");
    holder.reset();
  }

  void release_all(int owner) {
    std::lock_guard<std::mutex> guard(mutex_);
    for (auto& entry : holders_)
      if (entry.second == owner) entry.second.reset();
  }

 private:
  std::mutex mutex_;
  std::map<int, std::optional<int>> holders_;
};

}  // namespace course
