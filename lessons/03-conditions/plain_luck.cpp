// output: differs from run to run
// The same mistake, run 3,000 times as an ordinary program. A waiter that is
// still asleep after 100 ms has missed its notification.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

bool missed() {
  std::mutex m;
  std::condition_variable changed;
  std::atomic<bool> ready = false;
  bool late = false;
  std::thread waiter([&] {
    std::unique_lock lock(m);
    while (!ready)
      if (changed.wait_for(lock, 100ms) == std::cv_status::timeout) {
        late = true;
        return;
      }
  });
  ready = true;  // without the lock
  changed.notify_one();
  waiter.join();
  return late;
}

int main() {
  int count = 0;
  for (int i = 0; i < 3000; ++i) count += missed();
  std::printf("runs: 3000  missed: %d\n", count);
}
