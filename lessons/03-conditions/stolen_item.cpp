// explore:
// Two consumers that look with `if`. One sleeps, is woken, and finds that the
// other has taken the item meanwhile.
#include <cassert>
#include <condition_variable>
#include <mutex>
#include <thread>

// region shelf
std::mutex m;
std::condition_variable filled;
int items = 0;  // guarded by m

void put() {
  std::lock_guard lock(m);
  ++items;
  filled.notify_one();
}

void take() {
  std::unique_lock lock(m);
  if (items == 0) {  // the mistake: `if`
    filled.wait(lock);
  }
  assert(items > 0);
  --items;
}
// endregion shelf

// region main
int main() {
  std::thread a([] { take(), put(); });
  std::thread b([] { take(), put(); });
  put();
  a.join();
  b.join();
}
// endregion main
