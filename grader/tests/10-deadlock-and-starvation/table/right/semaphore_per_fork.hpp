// expect: pass
// A binary semaphore per fork, the smaller number first.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <semaphore>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::deque<std::binary_semaphore> forks_;
};

inline Table::Table(int n) {
  for (int i = 0; i < n; ++i) forks_.emplace_back(1);
}

inline void Table::eat(int who, const std::function<void()>& meal) {
  const int right = (who + 1) % static_cast<int>(forks_.size());
  std::binary_semaphore& first = forks_[std::min(who, right)];
  std::binary_semaphore& second = forks_[std::max(who, right)];
  first.acquire();
  second.acquire();
  struct GiveBack {
    std::binary_semaphore &first, &second;
    ~GiveBack() {
      second.release();
      first.release();
    }
  } give_back{first, second};
  meal();
}

}  // namespace course
