// expect: livelock
// The baker polls for exactly kReady while the oven moves on to kCooling; once
// kReady has come and gone between two polls, the baker polls for ever.
#include <atomic>
#include <cstdio>
#include <thread>

enum Stage { kHeating, kReady, kCooling };

class Oven {
 public:
  void Run() {
    stage_.store(kReady);
    stage_.store(kCooling);
  }

  void WaitUntilReady() const {
    while (stage_.load() != kReady) std::this_thread::yield();
  }

 private:
  std::atomic<Stage> stage_{kHeating};
};

int main() {
  Oven oven;
  std::thread baker([&oven] {
    oven.WaitUntilReady();
    std::puts("bread goes in");
  });
  std::thread heater([&oven] { oven.Run(); });
  baker.join();
  heater.join();
  return 0;
}
