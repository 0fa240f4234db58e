// expect: lifetime
// test: each of twelve eats alone
// A table for five, whatever n is.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  const int n_;
  std::mutex forks_[5];
};

inline Table::Table(int n) : n_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  int first = who, second = (who + 1) % n_;
  if (second < first) std::swap(first, second);
  std::lock_guard<std::mutex> a(forks_[first]);
  std::lock_guard<std::mutex> b(forks_[second]);
  meal();
}

}  // namespace course
