// expect: deadlock
// test: at a table of two they take turns
// One seat less than philosophers, so that they cannot all hold one fork. But
// the seat is given back as soon as the first fork is taken.
#pragma once

#include <functional>
#include <mutex>
#include <semaphore>
#include <vector>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::vector<std::mutex> forks_;
  std::counting_semaphore<> seats_;
};

inline Table::Table(int n) : forks_(n), seats_(n - 1) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  seats_.acquire();
  std::unique_lock<std::mutex> left(forks_[who]);
  seats_.release();
  std::unique_lock<std::mutex> right(forks_[(who + 1) % forks_.size()]);
  meal();
}

}  // namespace course
