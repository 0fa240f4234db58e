// expect: lost-wakeup
// test: others eat before and after a meal that throws
// If the meal throws, the forks are free again, but nobody is told.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<bool> taken_;
};

inline Table::Table(int n) : taken_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  const int n = static_cast<int>(taken_.size());
  const int left = who, right = (who + 1) % n;
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return !taken_[left] && !taken_[right]; });
  taken_[left] = taken_[right] = true;
  lock.unlock();

  try {
    meal();
  } catch (...) {
    lock.lock();
    taken_[left] = taken_[right] = false;
    throw;
  }
  lock.lock();
  taken_[left] = taken_[right] = false;
  changed_.notify_all();
}

}  // namespace course
