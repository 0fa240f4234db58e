// expect: crash
// test: each of two eats alone
// The left neighbour of philosopher 0 is (0 - 1) % n, which is -1.
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
  std::vector<char> eats_;
};

inline Table::Table(int n) : eats_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  const int n = static_cast<int>(eats_.size());
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock,
                [&] { return !eats_[(who - 1) % n] && !eats_[(who + 1) % n]; });
  eats_[who] = true;
  lock.unlock();
  const auto done = [&] {
    lock.lock();
    eats_[who] = false;
    changed_.notify_all();
  };
  try {
    meal();
  } catch (...) {
    done();
    throw;
  }
  done();
}

}  // namespace course
