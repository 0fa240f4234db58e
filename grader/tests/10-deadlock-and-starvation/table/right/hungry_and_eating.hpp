// expect: pass
// Dijkstra: each philosopher thinks, is hungry or eats; who has eaten lets each
// hungry neighbour eat whose other neighbour does not.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <semaphore>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  enum class State { thinking, hungry, eating };
  struct Philosopher {
    State state = State::thinking;
    std::binary_semaphore may_eat{0};
  };
  Philosopher& at(int i) {
    const int n = static_cast<int>(philosophers_.size());
    return philosophers_[(i + n) % n];
  }
  // The caller holds mutex_.
  void let_eat(int i) {
    if (at(i).state != State::hungry || at(i - 1).state == State::eating ||
        at(i + 1).state == State::eating)
      return;
    at(i).state = State::eating;
    at(i).may_eat.release();
  }
  void stop(int who) {
    std::lock_guard<std::mutex> guard(mutex_);
    at(who).state = State::thinking;
    let_eat(who - 1);
    let_eat(who + 1);
  }
  std::mutex mutex_;
  std::deque<Philosopher> philosophers_;
};

inline Table::Table(int n) : philosophers_(n) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  {
    std::lock_guard<std::mutex> guard(mutex_);
    at(who).state = State::hungry;
    let_eat(who);
  }
  at(who).may_eat.acquire();
  try {
    meal();
  } catch (...) {
    stop(who);
    throw;
  }
  stop(who);
}

}  // namespace course
