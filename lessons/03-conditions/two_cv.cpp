// explore:
// The same slot with a condition variable for each question. Whoever is woken
// can go on, so notify_one is enough.
#include <condition_variable>
#include <mutex>
#include <thread>

// region slot
std::mutex m;
std::condition_variable emptied;  // producers wait here
std::condition_variable filled;   // consumers wait here
bool full = false;                // guarded by m

void put() {
  std::unique_lock lock(m);
  while (full) {
    emptied.wait(lock);
  }
  full = true;
  filled.notify_one();
}

void take() {
  std::unique_lock lock(m);
  while (!full) {
    filled.wait(lock);
  }
  full = false;
  emptied.notify_one();
}
// endregion slot

int main() {
  std::thread p1(put), p2(put), t1(take), t2(take);
  p1.join();
  p2.join();
  t1.join();
  t2.join();
}
