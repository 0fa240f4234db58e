// expect: data-race
// Each teller captures the loop's counter by reference while main goes on
// incrementing it; the reads are unordered with the increments in every order.
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

class Branch {
 public:
  void Open(int window) { opened_.fetch_or(1u << window); }
  unsigned opened() const { return opened_.load(); }

 private:
  std::atomic<unsigned> opened_{0};
};

int main() {
  constexpr int kWindows = 3;
  Branch branch;
  std::vector<std::thread> tellers;
  int window = 0;
  while (window < kWindows) {
    tellers.emplace_back([&branch, &window] { branch.Open(window); });
    ++window;
  }
  for (std::thread& teller : tellers) teller.join();
  std::printf("open windows: %#x\n", branch.opened());
  return 0;
}
