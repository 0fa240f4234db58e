// expect: livelock
// The retry loop compares with the stock it read once before the loop; if the
// other buyer takes an item after that read, the exchange fails for ever.
#include <atomic>
#include <cstdio>
#include <thread>

class Shelf {
 public:
  explicit Shelf(int stock) : stock_(stock) {}

  void Take() {
    const int seen = stock_.load();
    while (true) {
      int expected = seen;
      if (stock_.compare_exchange_weak(expected, seen - 1)) return;
      std::this_thread::yield();
    }
  }

  int stock() const { return stock_.load(); }

 private:
  std::atomic<int> stock_;
};

int main() {
  Shelf shelf(5);
  std::thread baker([&shelf] { shelf.Take(); });
  std::thread grocer([&shelf] { shelf.Take(); });
  baker.join();
  grocer.join();
  std::printf("stock %d\n", shelf.stock());
  return shelf.stock() == 3 ? 0 : 1;
}
