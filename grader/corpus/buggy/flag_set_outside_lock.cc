// expect: lost-wakeup
// Close sets the atomic flag and notifies without the mutex; it shows when the
// guard has just read the flag as false but does not sleep yet.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class Museum {
 public:
  void WaitForClosing() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!closed_.load()) closing_.wait(lock);
  }

  void Close() {
    closed_.store(true);
    closing_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable closing_;
  std::atomic<bool> closed_{false};
};

int main() {
  Museum museum;
  std::thread guard([&museum] { museum.WaitForClosing(); });
  std::thread director([&museum] { museum.Close(); });
  guard.join();
  director.join();
  std::puts("museum is closed");
  return 0;
}
