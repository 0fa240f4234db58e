// expect: busy-wait
// test: at a table of two they take turns
// Asks for the second fork again and again, and keeps the first one meanwhile.
#pragma once

#include <functional>
#include <mutex>
#include <thread>
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
  std::lock_guard<std::mutex> left(forks_[who]);
  std::mutex& other = forks_[(who + 1) % forks_.size()];
  while (!other.try_lock()) std::this_thread::yield();
  std::lock_guard<std::mutex> right(other, std::adopt_lock);
  meal();
}

}  // namespace course
