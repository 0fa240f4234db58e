// explore:
// Three philosophers, one meal each: the left fork, then the right one.
#include <mutex>
#include <thread>

// region dine
std::mutex forks[3];

void dine(int who) {
  std::lock_guard left(forks[who]);
  std::lock_guard right(forks[(who + 1) % 3]);
  // eats
}
// endregion dine

int main() {
  std::thread a(dine, 0), b(dine, 1), c(dine, 2);
  a.join();
  b.join();
  c.join();
}
