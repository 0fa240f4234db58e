// expect: pass
// Producer and consumer share a ring of plain ints without a lock; the acquire
// and release pairs on both indices order each slot's writes and reads.
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>

class Ring {
 public:
  bool TryPut(int sample) {
    const unsigned tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == kSlots) return false;
    slots_[tail % kSlots] = sample;
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }

  bool TryTake(int& sample) {
    const unsigned head = head_.load(std::memory_order_relaxed);
    if (tail_.load(std::memory_order_acquire) == head) return false;
    sample = slots_[head % kSlots];
    head_.store(head + 1, std::memory_order_release);
    return true;
  }

 private:
  static constexpr unsigned kSlots = 2;

  std::array<int, kSlots> slots_{};
  std::atomic<unsigned> head_{0};
  std::atomic<unsigned> tail_{0};
};

int main() {
  constexpr int kSamples = 4;
  Ring ring;
  std::thread microphone([&ring] {
    for (int sample = 1; sample <= kSamples; ++sample) {
      while (!ring.TryPut(sample)) std::this_thread::yield();
    }
  });
  int digits = 0;
  for (int i = 0; i < kSamples; ++i) {
    int sample = 0;
    while (!ring.TryTake(sample)) std::this_thread::yield();
    digits = digits * 10 + sample;
  }
  microphone.join();
  std::printf("heard %d\n", digits);
  return digits == 1234 ? 0 : 1;
}
