// explore: --faults spurious-wakeup
// State under the lock, `while` around the wait, change under the lock, then
// notify: no order breaks it.
#include <condition_variable>
#include <mutex>
#include <thread>

// region pattern
std::mutex m;
std::condition_variable changed;
int price = 0;  // 0: not known yet; guarded by m

int wait_for_price() {
  std::unique_lock lock(m);
  while (price == 0) {
    changed.wait(lock);
  }
  return price;
}

void set_price(int p) {
  std::lock_guard lock(m);
  price = p;
  changed.notify_all();
}
// endregion pattern

int main() {
  int one = 0, two = 0;
  std::thread a([&] { one = wait_for_price(); });
  std::thread b([&] { two = wait_for_price(); });
  set_price(80);
  a.join();
  b.join();
  return one == 80 && two == 80 ? 0 : 1;
}
