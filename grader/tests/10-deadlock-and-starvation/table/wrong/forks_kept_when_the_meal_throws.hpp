// expect: deadlock
// test: what a meal throws arrives, and the forks are free
// Locked and unlocked by hand: a meal that throws skips the unlocking.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <mutex>
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
  const std::size_t left = who, right = (left + 1) % forks_.size();
  forks_[std::min(left, right)].lock();
  forks_[std::max(left, right)].lock();
  meal();
  forks_[left].unlock();
  forks_[right].unlock();
}

}  // namespace course
