// explore: --faults spurious-wakeup
// One waiter, one notifier, everything under the lock, and still wrong: `if`
// believes every wake-up.
#include <condition_variable>
#include <mutex>
#include <thread>

// region gate
std::mutex m;
std::condition_variable changed;
int price = 0;  // 0: not known yet; guarded by m

int wait_for_price() {
  std::unique_lock lock(m);
  if (price == 0) {  // the mistake: `if`
    changed.wait(lock);
  }
  return price;
}
// endregion gate

int main() {
  int paid = 0;
  std::thread buyer([&] { paid = wait_for_price(); });
  {
    std::lock_guard lock(m);
    price = 80;
    changed.notify_one();
  }
  buyer.join();
  return paid == 80 ? 0 : 1;
}
