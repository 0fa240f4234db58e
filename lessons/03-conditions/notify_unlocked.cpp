// explore:
// The waiter does everything right; the other side changes the state without
// the lock. Its notification can fall between the waiter's look and its sleep.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

// region state
std::mutex m;
std::condition_variable changed;
std::atomic<bool> ready = false;
// endregion state

// region waiter
void waiter() {
  std::unique_lock lock(m);
  while (!ready.load()) {
    changed.wait(lock);
  }
}
// endregion waiter

// region main
int main() {
  std::thread t(waiter);
  ready.store(true);  // without the lock
  changed.notify_one();
  t.join();
}
// endregion main
