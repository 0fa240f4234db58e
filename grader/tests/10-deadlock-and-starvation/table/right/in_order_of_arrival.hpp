// expect: pass
// Who came later waits for each neighbour who came earlier, and so nobody is
// overtaken.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  bool neighbours(int a, int b) const {
    return a == b || (a + 1) % n_ == b || (b + 1) % n_ == a;
  }
  const int n_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<int> guests_;  // who eats or waits, the first to come first
};

inline Table::Table(int n) : n_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto me = guests_.insert(guests_.end(), who);
  changed_.wait(lock, [&] {
    return std::none_of(guests_.begin(), me,
                        [&](int guest) { return neighbours(guest, who); });
  });
  lock.unlock();
  const auto leave = [&] {
    lock.lock();
    guests_.erase(me);
    changed_.notify_all();
  };
  try {
    meal();
  } catch (...) {
    leave();
    throw;
  }
  leave();
}

}  // namespace course
