// expect: not-parallel
// test: who waits for a neighbour keeps nobody else from eating
// No more than n / 2 can eat at a time, so there are n / 2 seats. But who waits
// for a fork sits on one, too.
#pragma once

#include <functional>
#include <mutex>
#include <semaphore>
#include <vector>

namespace course {

class Table {
 public:
  explicit Table(int n);

  void eat(int who, const std::function<void()>& meal);

 private:
  std::vector<std::mutex> forks_;
  std::counting_semaphore<> seats_;
};

inline Table::Table(int n) : forks_(n), seats_(n / 2) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  struct Seat {
    explicit Seat(std::counting_semaphore<>& s) : seats(s) { seats.acquire(); }
    ~Seat() { seats.release(); }
    std::counting_semaphore<>& seats;
  } seat(seats_);
  std::scoped_lock guard(forks_[who], forks_[(who + 1) % forks_.size()]);
  meal();
}

}  // namespace course
