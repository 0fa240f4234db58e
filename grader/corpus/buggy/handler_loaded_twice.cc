// expect: crash
// Raise tests the handler and loads it a second time to call it; if it is
// unset in between, a null pointer is called.
#include <atomic>
#include <cstdio>
#include <thread>

using Handler = void (*)(int);

class Alarm {
 public:
  void Set(Handler handler) { handler_.store(handler); }

  void Raise(int level) const {
    if (handler_.load() != nullptr) handler_.load()(level);
  }

 private:
  std::atomic<Handler> handler_{nullptr};
};

void Ring(int level) { std::printf("alarm level %d\n", level); }

int main() {
  Alarm alarm;
  alarm.Set(Ring);
  std::thread detector([&alarm] { alarm.Raise(2); });
  std::thread maintenance([&alarm] { alarm.Set(nullptr); });
  detector.join();
  maintenance.join();
  return 0;
}
