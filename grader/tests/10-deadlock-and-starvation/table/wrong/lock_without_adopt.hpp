// expect: deadlock
// test: each of two eats alone
// std::lock takes both, and the guards take them once more.
#pragma once

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
  std::mutex& left = forks_[who];
  std::mutex& right = forks_[(who + 1) % forks_.size()];
  std::lock(left, right);
  std::lock_guard<std::mutex> a(left);
  std::lock_guard<std::mutex> b(right);
  meal();
}

}  // namespace course
