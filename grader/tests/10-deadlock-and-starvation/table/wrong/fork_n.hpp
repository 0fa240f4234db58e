// expect: crash
// test: each of two eats alone
// The right fork of the last philosopher is number n, and there is none.
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
  std::scoped_lock guard(forks_[who], forks_[who + 1]);
  meal();
}

}  // namespace course
