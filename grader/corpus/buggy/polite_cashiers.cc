// expect: livelock
// Each cashier hands the drawer's key to a colleague who also waits; once both
// are waiting before either serves, the key goes to and fro for ever.
#include <atomic>
#include <cstdio>
#include <thread>

class Drawer {
 public:
  void Serve(int self) {
    const int colleague = 1 - self;
    waiting_[self].store(true);
    while (true) {
      if (holder_.load() == self) {
        if (!waiting_[colleague].load()) break;
        holder_.store(colleague);
      }
      std::this_thread::yield();
    }
    served_.fetch_add(1);
    waiting_[self].store(false);
    holder_.store(colleague);
  }

  int served() const { return served_.load(); }

 private:
  std::atomic<int> holder_{0};
  std::atomic<bool> waiting_[2] = {false, false};
  std::atomic<int> served_{0};
};

int main() {
  Drawer drawer;
  std::thread first([&drawer] { drawer.Serve(0); });
  std::thread second([&drawer] { drawer.Serve(1); });
  first.join();
  second.join();
  std::printf("served %d\n", drawer.served());
  return 0;
}
