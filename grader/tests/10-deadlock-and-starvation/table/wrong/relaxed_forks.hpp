// expect: data-race
// test: at a table of two, two meals each leave all their traces
// The forks are atomic, but nothing orders one meal before the next one.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

namespace course {

// Gives the fork back in any case.
class Fork {
 public:
  explicit Fork(std::atomic<bool>& taken) : taken_(taken) {
    while (taken_.exchange(true, std::memory_order_relaxed))
      taken_.wait(true, std::memory_order_relaxed);
  }
  ~Fork() {
    taken_.store(false, std::memory_order_relaxed);
    taken_.notify_all();
  }
  Fork(const Fork&) = delete;
  Fork& operator=(const Fork&) = delete;

 private:
  std::atomic<bool>& taken_;
};

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::vector<std::atomic<bool>> forks_;
};

inline Table::Table(int n) : forks_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  const std::size_t left = who, right = (left + 1) % forks_.size();
  Fork first(forks_[std::min(left, right)]);
  Fork second(forks_[std::max(left, right)]);
  meal();
}

}  // namespace course
