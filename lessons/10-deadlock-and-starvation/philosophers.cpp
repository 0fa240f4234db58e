// output: differs from run to run
// Five philosophers take the left fork, then the right one. Who gets no second
// fork for half a second will not get it any more: the run hangs.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

constexpr int n = 5;

bool hangs(int meals) {
  std::array<std::timed_mutex, n> forks;
  std::atomic<bool> hung = false;
  auto dine = [&](int who) {
    for (int i = 0; i < meals && !hung; ++i) {
      std::lock_guard left(forks[who]);
      std::unique_lock right(forks[(who + 1) % n], 500ms);
      if (!right) hung = true;
    }
  };
  std::vector<std::jthread> guests;
  for (int who = 0; who < n; ++who) guests.emplace_back(dine, who);
  guests.clear();  // joins
  return hung;
}

void count(int meals, int runs) {
  int hung = 0;
  for (int i = 0; i < runs; ++i) hung += hangs(meals);
  std::printf("meals: %6d  hang: %d of %d runs\n", meals, hung, runs);
}

int main() {
  count(1, 1000);
  count(100, 300);
  count(10'000, 20);
  count(300'000, 3);
}
