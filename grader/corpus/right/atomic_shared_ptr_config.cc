// expect: pass
// Readers copy a shared_ptr that a writer replaces without any mutex; it is
// std::atomic<std::shared_ptr>, so each reader gets one whole configuration.
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>

struct Limits {
  int soft;
  int hard;
};

class LiveLimits {
 public:
  std::shared_ptr<const Limits> Get() const { return current_.load(); }

  void Raise(int step) {
    const std::shared_ptr<const Limits> old = current_.load();
    current_.store(
        std::make_shared<const Limits>(old->soft + step, old->hard + step));
  }

 private:
  std::atomic<std::shared_ptr<const Limits>> current_{
      std::make_shared<const Limits>(10, 20)};
};

int main() {
  LiveLimits limits;
  int margin = 0;
  std::thread guard([&] {
    const std::shared_ptr<const Limits> seen = limits.Get();
    margin = seen->hard - seen->soft;
  });
  std::thread admin([&limits] { limits.Raise(5); });
  guard.join();
  admin.join();
  std::printf("margin %d, soft %d\n", margin, limits.Get()->soft);
  return margin == 10 && limits.Get()->soft == 15 ? 0 : 1;
}
