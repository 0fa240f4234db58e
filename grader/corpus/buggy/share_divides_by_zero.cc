// expect: crash
// Share tests the number of active clients and loads it again to divide; if the
// last client leaves in between, it divides by zero.
#include <atomic>
#include <cstdio>
#include <thread>

class Bandwidth {
 public:
  explicit Bandwidth(int total) : total_(total) {}

  void Join() { active_.fetch_add(1); }
  void Leave() { active_.fetch_sub(1); }

  int Share() const {
    if (active_.load() == 0) return total_;
    return total_ / active_.load();
  }

 private:
  const int total_;
  std::atomic<int> active_{0};
};

int main() {
  Bandwidth bandwidth(100);
  bandwidth.Join();
  std::thread monitor(
      [&bandwidth] { std::printf("share %d\n", bandwidth.Share()); });
  std::thread client([&bandwidth] { bandwidth.Leave(); });
  monitor.join();
  client.join();
  return 0;
}
