// expect: wrong-result
// The first hit of a new window publishes the window before it clears the
// count; a second hit counted in between is wiped out.
#include <atomic>
#include <cstdio>
#include <thread>

class RateWindow {
 public:
  void Hit(int second) {
    int current = window_.load();
    if (current != second && window_.compare_exchange_strong(current, second)) {
      hits_.store(0);
    }
    hits_.fetch_add(1);
  }

  int hits() const { return hits_.load(); }

 private:
  std::atomic<int> window_{0};
  std::atomic<int> hits_{0};
};

int main() {
  constexpr int kSecond = 42;
  RateWindow window;
  std::thread phone([&window] { window.Hit(kSecond); });
  std::thread tablet([&window] { window.Hit(kSecond); });
  phone.join();
  tablet.join();
  std::printf("hits in this window: %d\n", window.hits());
  return window.hits() == 2 ? 0 : 1;
}
