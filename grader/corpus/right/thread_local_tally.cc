// expect: pass
// Each thread tallies in a plain thread_local object whose destructor adds to
// the atomic total at thread exit; join waits for those destructors as well.
#include <atomic>
#include <cstdio>
#include <thread>

std::atomic<int> total{0};

class Tally {
 public:
  Tally() = default;
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;
  ~Tally() { total.fetch_add(count_); }

  void Add() { ++count_; }

 private:
  int count_ = 0;
};

Tally& OwnTally() {
  thread_local Tally tally;
  return tally;
}

void Count(int sheep) {
  for (int i = 0; i < sheep; ++i) OwnTally().Add();
}

int main() {
  std::thread shepherd(Count, 3);
  std::thread dog(Count, 2);
  shepherd.join();
  dog.join();
  std::printf("sheep %d\n", total.load());
  return total.load() == 5 ? 0 : 1;
}
