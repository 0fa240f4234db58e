// expect: pass
// At most n - 1 reach for a fork, so one of them gets both. Who finds no seat
// has a neighbour who sits.
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

inline Table::Table(int n) : forks_(n), seats_(n - 1) {}

inline void Table::eat(int who, const std::function<void()>& meal) {
  struct Seat {
    explicit Seat(std::counting_semaphore<>& s) : seats(s) { seats.acquire(); }
    ~Seat() { seats.release(); }
    std::counting_semaphore<>& seats;
  } seat(seats_);
  std::lock_guard<std::mutex> left(forks_[who]);
  std::lock_guard<std::mutex> right(forks_[(who + 1) % forks_.size()]);
  meal();
}

}  // namespace course
