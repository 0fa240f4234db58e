// expect: wrong-result
// Set-up raises ready before it stores the limit; a check that comes between
// the two stores sees a ready limiter whose limit is still zero.
#include <atomic>
#include <cstdio>
#include <thread>

class Limiter {
 public:
  void SetUp(int limit) {
    ready_.store(true);
    limit_.store(limit);
  }

  bool Admits(int load) const {
    if (!ready_.load()) return true;
    return load <= limit_.load();
  }

 private:
  std::atomic<bool> ready_{false};
  std::atomic<int> limit_{0};
};

int main() {
  Limiter limiter;
  bool admitted = false;
  std::thread setup([&limiter] { limiter.SetUp(10); });
  std::thread request([&] { admitted = limiter.Admits(4); });
  setup.join();
  request.join();
  std::puts(admitted ? "admitted" : "refused");
  return admitted ? 0 : 1;
}
