// expect: not-parallel
// test: who sit opposite eat at the same time
// One eats, all others wait.
#pragma once

#include <functional>
#include <mutex>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::mutex table_;
};

inline Table::Table(int n) { (void)n; }

inline void Table::eat(int who, const std::function<void()>& meal) {
  (void)who;
  std::lock_guard<std::mutex> guard(table_);
  meal();
}

}  // namespace course
