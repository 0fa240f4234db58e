// output: always the same
// The end travels through the queue, behind the last item: one poison item for
// each consumer.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>

std::mutex m;
std::condition_variable filled;
std::deque<int> items;  // guarded by m
int sum = 0;            // guarded by m

constexpr int poison = -1;

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
  for (;;) {
    const int item = get();
    if (item == poison) return;
    std::lock_guard lock(m);
    sum += item;
  }
}

int main() {
  std::thread a(consumer), b(consumer);
  for (int i = 1; i <= 100; ++i) put(i);
  put(poison);
  put(poison);
  a.join();
  b.join();
  std::printf("sum of 1 to 100: %d, left in the queue: %zu\n", sum,
              items.size());
}
// endregion ending
