// explore:
// condition_variable_any knows stop tokens: request_stop() also wakes who waits
// for something else, and nobody has to remember to notify.
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

// region wait
std::mutex m;
std::condition_variable_any filled;
int items = 0;  // guarded by m
int taken = 0;  // guarded by m

void consumer(std::stop_token stop) {
  std::unique_lock lock(m);
  while (filled.wait(lock, stop, [] { return items > 0; })) {
    --items;
    ++taken;
  }
}
// endregion wait

void put() {
  std::lock_guard lock(m);
  ++items;
  filled.notify_one();
}

int main() {
  std::jthread c(consumer);
  put();
  c.request_stop();
  c.join();
  return items + taken == 1 ? 0 : 1;
}
