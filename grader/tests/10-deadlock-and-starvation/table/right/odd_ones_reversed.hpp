// expect: pass
// Every second philosopher reaches the other way round. If n is odd, 0 and n -
// 1 are neighbours who reach the same way; one who differs is enough.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
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
  int first = who, second = (who + 1) % static_cast<int>(forks_.size());
  if (who % 2 == 1) std::swap(first, second);
  std::lock_guard<std::mutex> a(forks_[first]);
  std::lock_guard<std::mutex> b(forks_[second]);
  meal();
}

}  // namespace course
