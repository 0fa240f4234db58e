// expect: not-parallel
// test: who waits for a neighbour keeps nobody else from eating
// Both forks are taken behind a door, so no circle can close; but who waits for
// a fork keeps the door locked, and everybody else waits outside.
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
  std::mutex door_;
};

inline Table::Table(int n) : forks_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  std::unique_lock<std::mutex> door(door_);
  std::lock_guard<std::mutex> left(forks_[who]);
  std::lock_guard<std::mutex> right(forks_[(who + 1) % forks_.size()]);
  door.unlock();
  meal();
}

}  // namespace course
