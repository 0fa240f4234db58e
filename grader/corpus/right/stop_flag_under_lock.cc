// expect: pass
// A plain bool stops the worker and the worker polls it with yields; every read
// and write holds the same lock, so the flag is neither racy nor missed.
#include <cstdio>
#include <mutex>
#include <thread>

class Metronome {
 public:
  void Run() {
    while (!Stopping()) std::this_thread::yield();
    std::lock_guard<std::mutex> lock(mutex_);
    ran_down_ = true;
  }

  void Stop() {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }

  bool RanDown() {
    std::lock_guard<std::mutex> lock(mutex_);
    return ran_down_;
  }

 private:
  bool Stopping() {
    std::lock_guard<std::mutex> lock(mutex_);
    return stopping_;
  }

  std::mutex mutex_;
  bool stopping_ = false;
  bool ran_down_ = false;
};

int main() {
  Metronome metronome;
  std::thread spring([&metronome] { metronome.Run(); });
  metronome.Stop();
  spring.join();
  std::puts(metronome.RanDown() ? "silent" : "still ticking");
  return metronome.RanDown() ? 0 : 1;
}
