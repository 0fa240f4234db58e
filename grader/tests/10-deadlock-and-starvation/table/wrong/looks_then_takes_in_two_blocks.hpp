// expect: wrong-result
// test: at a table of two they take turns
// Waits until both forks are free, gives the lock back, and takes them in a
// second locked block.
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
  {
    changed_.wait(lock, [&] { return !taken_[left] && !taken_[right]; });
    lock.unlock();
    lock.lock();
  }
  taken_[left] = taken_[right] = true;
  lock.unlock();

  const auto give_back = [&] {
    lock.lock();
    taken_[left] = taken_[right] = false;
    changed_.notify_all();
  };
  try {
    meal();
  } catch (...) {
    give_back();
    throw;
  }
  give_back();
}

}  // namespace course
