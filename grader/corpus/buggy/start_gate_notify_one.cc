// expect: lost-wakeup
// The starter opens the gate for two runners but notifies one; it shows when
// both runners already sleep at the gate, and one of them sleeps on.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class StartGate {
 public:
  void Pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!open_) opened_.wait(lock);
    ++passed_;
  }

  void Open() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      open_ = true;
    }
    opened_.notify_one();
  }

  int passed() {
    std::lock_guard<std::mutex> lock(mutex_);
    return passed_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
  int passed_ = 0;
};

int main() {
  StartGate gate;
  std::thread hare([&gate] { gate.Pass(); });
  std::thread tortoise([&gate] { gate.Pass(); });
  std::thread starter([&gate] { gate.Open(); });
  hare.join();
  tortoise.join();
  starter.join();
  std::printf("%d runners\n", gate.passed());
  return 0;
}
