// expect: deadlock
// A worker that finds the belt empty leaves without counting down; if the other
// worker took both parcels, the latch stays at one and main waits for ever.
#include <cstdio>
#include <functional>
#include <latch>
#include <mutex>
#include <thread>

class Belt {
 public:
  explicit Belt(int parcels) : parcels_(parcels) {}

  bool Take() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (parcels_ == 0) return false;
    --parcels_;
    return true;
  }

 private:
  std::mutex mutex_;
  int parcels_;
};

void Sort(Belt& belt, std::latch& sorted) {
  if (!belt.Take()) return;
  while (belt.Take()) {
  }
  sorted.count_down();
}

int main() {
  Belt belt(2);
  std::latch sorted(2);
  std::thread early(Sort, std::ref(belt), std::ref(sorted));
  std::thread late(Sort, std::ref(belt), std::ref(sorted));
  sorted.wait();
  early.join();
  late.join();
  std::puts("belt is empty");
  return 0;
}
