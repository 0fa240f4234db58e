// expect: not-parallel
// test: who waits for a neighbour keeps nobody else from eating
// A queue for the whole table: who waits for a fork keeps all who came later
// from eating.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<bool> taken_;
  unsigned next_ = 0, serving_ = 0;
};

inline Table::Table(int n) : taken_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  const int n = static_cast<int>(taken_.size());
  const int left = who, right = (who + 1) % n;
  std::unique_lock<std::mutex> lock(mutex_);
  const unsigned turn = next_++;
  changed_.wait(lock, [&] {
    return turn == serving_ && !taken_[left] && !taken_[right];
  });
  ++serving_;
  taken_[left] = taken_[right] = true;
  changed_.notify_all();
  lock.unlock();

  const auto give_back = [&] {
    lock.lock();
    taken_[left] = taken_[right] = false;
    changed_.notify_all();
  };
  try {
    meal();
  } catch (...) {
    give_back();
    throw;
  }
  give_back();
}

}  // namespace course
