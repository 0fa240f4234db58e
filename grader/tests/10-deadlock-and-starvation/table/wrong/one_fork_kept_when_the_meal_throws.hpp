// expect: deadlock
// test: what a meal throws arrives, and the forks are free
// If the meal throws, only one of the forks is given back.
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
  std::lock_guard<std::mutex> first(forks_[std::min(left, right)]);
  forks_[std::max(left, right)].lock();
  meal();
  forks_[std::max(left, right)].unlock();
}

}  // namespace course
