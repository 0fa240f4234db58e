// expect: pass
// Philosopher 0 reaches the other way round, and no circle can close.
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
  std::mutex* first = &forks_[who];
  std::mutex* second = &forks_[(who + 1) % forks_.size()];
  if (who == 0) std::swap(first, second);
  std::lock_guard<std::mutex> a(*first);
  std::lock_guard<std::mutex> b(*second);
  meal();
}

}  // namespace course
