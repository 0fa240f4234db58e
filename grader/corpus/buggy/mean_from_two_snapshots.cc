// expect: wrong-result
// The display reads sum and count in two critical sections; a sample recorded
// in between gives the mean an old sum with a new count.
#include <cstdio>
#include <mutex>
#include <thread>

class Samples {
 public:
  void Record(int value) {
    std::lock_guard<std::mutex> lock(mutex_);
    sum_ += value;
    ++count_;
  }

  int Sum() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return sum_;
  }

  int Count() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }

 private:
  mutable std::mutex mutex_;
  int sum_ = 0;
  int count_ = 0;
};

int main() {
  constexpr int kValue = 10;
  Samples samples;
  samples.Record(kValue);
  int mean = 0;
  std::thread display([&] {
    const int sum = samples.Sum();
    mean = sum / samples.Count();
  });
  std::thread sensor([&samples] { samples.Record(kValue); });
  display.join();
  sensor.join();
  std::printf("mean %d\n", mean);
  return mean == kValue ? 0 : 1;
}
