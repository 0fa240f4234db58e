// expect: deadlock
// test: at a table of two they take turns
// The last philosopher is to reach the other way round. But nobody is number n.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  const int n_;
  std::vector<std::mutex> forks_;
};

inline Table::Table(int n) : n_(n), forks_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  int first = who, second = (who + 1) % n_;
  if (who == n_) std::swap(first, second);
  std::lock_guard<std::mutex> a(forks_[first]);
  std::lock_guard<std::mutex> b(forks_[second]);
  meal();
}

}  // namespace course
