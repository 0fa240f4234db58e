// explore:
// A slot for one item; "not full" and "not empty" share a condition variable.
// notify_one then wakes somebody, but not always somebody who can go on.
#include <condition_variable>
#include <mutex>
#include <thread>

// region slot
std::mutex m;
std::condition_variable changed;
bool full = false;  // guarded by m

void put() {
  std::unique_lock lock(m);
  while (full) {
    changed.wait(lock);
  }
  full = true;
  changed.notify_one();
}

void take() {
  std::unique_lock lock(m);
  while (!full) {
    changed.wait(lock);
  }
  full = false;
  changed.notify_one();
}
// endregion slot

int main() {
  std::thread p1(put), p2(put), t1(take), t2(take);
  p1.join();
  p2.join();
  t1.join();
  t2.join();
}
