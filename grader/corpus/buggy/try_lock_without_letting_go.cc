// expect: livelock
// Each chef keeps its own tool and retries try_lock on the other's; when both
// hold their first tool, both retry for ever.
#include <cstdio>
#include <mutex>
#include <thread>

struct Kitchen {
  std::mutex knife;
  std::mutex board;
  int meals = 0;
};

void Cook(Kitchen& kitchen, std::mutex& own, std::mutex& shared) {
  std::lock_guard<std::mutex> own_lock(own);
  while (!shared.try_lock()) std::this_thread::yield();
  ++kitchen.meals;
  shared.unlock();
}

int main() {
  Kitchen kitchen;
  std::thread chopper(
      [&kitchen] { Cook(kitchen, kitchen.knife, kitchen.board); });
  std::thread baker(
      [&kitchen] { Cook(kitchen, kitchen.board, kitchen.knife); });
  chopper.join();
  baker.join();
  std::printf("meals %d\n", kitchen.meals);
  return kitchen.meals == 2 ? 0 : 1;
}
