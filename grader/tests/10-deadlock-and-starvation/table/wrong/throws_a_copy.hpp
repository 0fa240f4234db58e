// expect: wrong-result
// test: what a meal throws arrives, and the forks are free
// What comes out of eat has the words of what the meal threw, but is another
// exception.
#pragma once

#include <functional>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace course {
class Table {
 public:
  explicit Table(int n);
  void eat(int who, const std::function<void()>& meal);

 private:
  std::vector<std::mutex> f_;
};
inline Table::Table(int n) : f_(n) {}
inline void Table::eat(int who, const std::function<void()>& meal) {
  std::scoped_lock a(f_[who], f_[(who + 1) % f_.size()]);
  try {
    meal();
  } catch (const std::exception& e) {
    throw std::runtime_error(e.what());
  }
}
}  // namespace course
