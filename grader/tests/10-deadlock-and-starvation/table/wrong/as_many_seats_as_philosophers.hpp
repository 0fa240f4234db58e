// expect: deadlock
// test: at a table of two they take turns
// The seats are counted, but there are enough for all of them.
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

inline Table::Table(int n) : forks_(n), seats_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  seats_.acquire();
  try {
    std::lock_guard<std::mutex> left(forks_[who]);
    std::lock_guard<std::mutex> right(forks_[(who + 1) % forks_.size()]);
    meal();
  } catch (...) {
    seats_.release();
    throw;
  }
  seats_.release();
}

}  // namespace course
