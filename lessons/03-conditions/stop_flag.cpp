// explore:
// The consumer tests the stop flag, then waits in get(). Whoever sets the flag
// meanwhile is not heard: get() waits for an item, not for the flag.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable filled;
std::deque<int> items;  // guarded by m
std::atomic<bool> stop = false;

int get() {
  std::unique_lock lock(m);
  while (items.empty()) {
    filled.wait(lock);
  }
  const int item = items.front();
  items.pop_front();
  return item;
}

void put(int item) {
  std::lock_guard lock(m);
  items.push_back(item);
  filled.notify_one();
}

// region ending
void consumer() {
  while (!stop) get();
}

int main() {
  std::thread c(consumer);
  put(1);
  stop = true;
  c.join();
}
// endregion ending
