// expect: wrong-result
// test: at a table of two they take turns
// A mutex per philosopher instead of per fork: the neighbours lock different
// ones.
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
  std::vector<std::mutex> philosophers_;
};

inline Table::Table(int n) : philosophers_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  std::lock_guard<std::mutex> guard(philosophers_[who]);
  meal();
}

}  // namespace course
