// expect: not-parallel
// test: both who wait for a meal eat after it
// Two neighbours can wait for the same meal, and one of them is woken: the
// other one sleeps on until that one has eaten, too.
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

  const auto give_back = [&] {
    lock.lock();
    taken_[left] = taken_[right] = false;
    changed_.notify_one();
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
