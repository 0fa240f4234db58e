// expect: busy-wait
// test: at a table of two they take turns
// Tries to get both forks, and sleeps for a millisecond if one of them is
// taken.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::vector<std::mutex> forks_;
};

inline Table::Table(int n) : forks_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  std::mutex& left = forks_[who];
  std::mutex& right = forks_[(who + 1) % forks_.size()];
  while (std::try_lock(left, right) != -1)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  std::lock_guard<std::mutex> a(left, std::adopt_lock);
  std::lock_guard<std::mutex> b(right, std::adopt_lock);
  meal();
}

}  // namespace course
