#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace course {

// n philosophers (n >= 2) and n forks: philosopher i needs forks i and
// (i + 1) % n.
class Table {
 public:
  explicit Table(int n);

  // Calls meal() while `who` holds both forks. Philosophers who share no fork
  // may eat at the same time.
  void eat(int who, const std::function<void()>& meal);

 private:
  // A mutex per fork, not one per table: who shares no fork shares no mutex,
  // and waits for nobody. The vector is never resized, because a mutex cannot
  // be moved.
  std::vector<std::mutex> forks_;
};

inline Table::Table(int n) : forks_(static_cast<std::size_t>(n)) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  const auto left = static_cast<std::size_t>(who);
  const auto right = (left + 1) % forks_.size();
  // The smaller number first. Whoever waits for fork i then holds only forks
  // below i, and waits for somebody who waits, if at all, for a fork above i:
  // along a chain of waiting philosophers the numbers grow, so it cannot come
  // back to where it began. With the left fork first all of them could hold one
  // fork and wait for the next. The order turns only the last one round, who
  // needs forks n - 1 and 0.
  std::lock_guard first(forks_[std::min(left, right)]);
  std::lock_guard second(forks_[std::max(left, right)]);
  meal();
  // The guards give the forks back, whether meal() returns or throws.
}

}  // namespace course
