// expect: pass
// Client and server pass a plain slot to and fro by spinning on an atomic with
// yields; the acquire and release pairs order every access to the slot.
#include <atomic>
#include <cstdio>
#include <thread>

enum class Side { kClient, kServer };

class Mailslot {
 public:
  void WaitFor(Side side) const {
    while (owner_.load(std::memory_order_acquire) != side) {
      std::this_thread::yield();
    }
  }

  void HandTo(Side side) { owner_.store(side, std::memory_order_release); }

  int value = 0;

 private:
  std::atomic<Side> owner_{Side::kClient};
};

int main() {
  constexpr int kRequests = 2;
  Mailslot slot;
  std::thread server([&slot] {
    for (int i = 0; i < kRequests; ++i) {
      slot.WaitFor(Side::kServer);
      slot.value *= slot.value;
      slot.HandTo(Side::kClient);
    }
  });
  int sum = 0;
  for (int i = 0; i < kRequests; ++i) {
    slot.WaitFor(Side::kClient);
    slot.value = i + 3;
    slot.HandTo(Side::kServer);
    slot.WaitFor(Side::kClient);
    sum += slot.value;
  }
  server.join();
  std::printf("sum of squares %d\n", sum);
  return sum == 25 ? 0 : 1;
}
