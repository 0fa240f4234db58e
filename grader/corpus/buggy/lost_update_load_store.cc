// expect: wrong-result
// Add loads and stores the atomic total in two steps; when the other turnstile
// adds in between, its visitor is overwritten and main counts one too few.
#include <atomic>
#include <cstdio>
#include <thread>

class Turnstile {
 public:
  explicit Turnstile(std::atomic<int>& total) : total_(total) {}

  void Admit() {
    const int seen = total_.load();
    total_.store(seen + 1);
  }

 private:
  std::atomic<int>& total_;
};

int main() {
  constexpr int kGates = 2;
  std::atomic<int> total{0};
  Turnstile north(total);
  Turnstile south(total);
  std::thread north_gate([&north] { north.Admit(); });
  std::thread south_gate([&south] { south.Admit(); });
  north_gate.join();
  south_gate.join();
  std::printf("visitors %d\n", total.load());
  return total.load() == kGates ? 0 : 1;
}
