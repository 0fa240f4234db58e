// expect: pass
// Three sensors raise a shared maximum with compare_exchange_weak, which may
// fail for no reason; the loop reloads and stops when its value is too small.
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

class HighWater {
 public:
  void Report(int level) {
    int seen = highest_.load(std::memory_order_relaxed);
    while (seen < level && !highest_.compare_exchange_weak(
                               seen, level, std::memory_order_relaxed)) {
    }
  }

  int highest() const { return highest_.load(std::memory_order_relaxed); }

 private:
  std::atomic<int> highest_{0};
};

int main() {
  const int levels[] = {31, 45, 12};
  HighWater mark;
  std::vector<std::thread> sensors;
  for (int level : levels) {
    sensors.emplace_back([&mark, level] { mark.Report(level); });
  }
  for (std::thread& sensor : sensors) sensor.join();
  std::printf("high water %d\n", mark.highest());
  return mark.highest() == 45 ? 0 : 1;
}
