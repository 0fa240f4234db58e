// expect: pass
// The bins are plain ints and both threads add to the same ones, but every
// access while they run goes through atomic_ref; plain reads follow the joins.
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

class Histogram {
 public:
  explicit Histogram(int bins) : bins_(bins, 0) {}

  void Add(int value) {
    std::atomic_ref<int> bin(bins_[value % bins_.size()]);
    bin.fetch_add(1, std::memory_order_relaxed);
  }

  const std::vector<int>& bins() const { return bins_; }

 private:
  std::vector<int> bins_;
};

int main() {
  Histogram histogram(2);
  std::thread morning([&histogram] {
    for (int value : {1, 2, 3}) histogram.Add(value);
  });
  std::thread evening([&histogram] {
    for (int value : {3, 4, 5}) histogram.Add(value);
  });
  morning.join();
  evening.join();
  const std::vector<int>& bins = histogram.bins();
  std::printf("even %d odd %d\n", bins[0], bins[1]);
  return bins[0] == 2 && bins[1] == 4 ? 0 : 1;
}
