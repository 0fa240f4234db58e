// explore:
// The end of a pool: the flag is atomic and set without the lock.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

// region pool
std::mutex m;
std::condition_variable changed;
std::deque<int> queue;           // guarded by m
std::atomic<bool> stop = false;  // no lock needed, is it?

void worker() {
  std::unique_lock lock(m);
  while (!stop && queue.empty()) {
    changed.wait(lock);
  }
}
// endregion pool

// region main
int main() {
  std::thread t(worker);
  stop = true;
  changed.notify_all();
  t.join();
}
// endregion main
