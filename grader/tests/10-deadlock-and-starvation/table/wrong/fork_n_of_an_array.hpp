// expect: lifetime
// test: each of two eats alone
// The right fork of the last philosopher is number n, behind the end of the
// array.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::unique_ptr<std::mutex[]> forks_;
};

inline Table::Table(int n) : forks_(new std::mutex[n]) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  std::scoped_lock guard(forks_[who], forks_[who + 1]);
  meal();
}

}  // namespace course
