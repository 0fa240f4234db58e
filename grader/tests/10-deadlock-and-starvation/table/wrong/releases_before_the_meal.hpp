// expect: wrong-result
// test: at a table of two they take turns
// The guards give the forks back at the end of the block, before the meal.
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
  { std::scoped_lock guard(forks_[who], forks_[(who + 1) % forks_.size()]); }
  meal();
}

}  // namespace course
