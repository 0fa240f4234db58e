// expect: pass
// The watcher waits with a short time-out and looks again after each one; any
// number of time-outs or spurious wake-ups leads to the same end.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class Kettle {
 public:
  void Boil() {
    std::lock_guard<std::mutex> lock(mutex_);
    boiling_ = true;
    changed_.notify_all();
  }

  int WaitUntilBoiling() {
    std::unique_lock<std::mutex> lock(mutex_);
    int glances = 1;
    while (!boiling_) {
      changed_.wait_for(lock, std::chrono::milliseconds(2));
      ++glances;
    }
    return glances;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool boiling_ = false;
};

int main() {
  Kettle kettle;
  int glances = 0;
  std::thread watcher([&] { glances = kettle.WaitUntilBoiling(); });
  std::thread heater([&kettle] {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    kettle.Boil();
  });
  watcher.join();
  heater.join();
  std::puts(glances > 0 ? "tea is ready" : "nobody looked");
  return glances > 0 ? 0 : 1;
}
