// expect: pass
// The reader reads both halves while the writer may be changing them and throws
// torn pairs away; the halves are atomic, so even the torn reads are no race.
#include <atomic>
#include <cstdio>
#include <thread>
#include <utility>

class Clock {
 public:
  void Set(int hours, int minutes) {
    sequence_.fetch_add(1);
    hours_.store(hours);
    minutes_.store(minutes);
    sequence_.fetch_add(1);
  }

  std::pair<int, int> Get() const {
    while (true) {
      const unsigned before = sequence_.load();
      const std::pair<int, int> time(hours_.load(), minutes_.load());
      if (before % 2 == 0 && sequence_.load() == before) return time;
      std::this_thread::yield();
    }
  }

 private:
  std::atomic<unsigned> sequence_{0};
  std::atomic<int> hours_{1};
  std::atomic<int> minutes_{10};
};

int main() {
  Clock clock;
  bool whole = true;
  std::thread display([&] {
    for (int i = 0; i < 2; ++i) {
      const auto [hours, minutes] = clock.Get();
      if (minutes != 10 * hours) whole = false;
    }
  });
  std::thread tower([&clock] {
    clock.Set(2, 20);
    clock.Set(3, 30);
  });
  display.join();
  tower.join();
  std::puts(whole ? "no torn time" : "torn time");
  return whole ? 0 : 1;
}
