// expect: deadlock
// test: at a table of two they take turns
// Everybody takes the left fork first.
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
  std::lock_guard<std::mutex> left(forks_[who]);
  std::lock_guard<std::mutex> right(forks_[(who + 1) % forks_.size()]);
  meal();
}

}  // namespace course
