// expect: deadlock
// test: two tables have nothing to do with each other
// The forks are static: all tables have the same ones.
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
  const std::size_t n_;
  static inline std::vector<std::mutex> forks_{100};
};

inline Table::Table(int n) : n_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  const std::size_t left = who, right = (left + 1) % n_;
  std::lock_guard<std::mutex> first(forks_[std::min(left, right)]);
  std::lock_guard<std::mutex> second(forks_[std::max(left, right)]);
  meal();
}

}  // namespace course
