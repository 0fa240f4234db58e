// expect: crash
// The last worker out joins the whole crew, itself included; join() throws
// resource_deadlock_would_occur out of its thread function in every order.
#include <atomic>
#include <cstdio>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

class Crew {
 public:
  void Hire(int workers) {
    std::lock_guard<std::mutex> lock(mutex_);
    remaining_.store(workers);
    for (int i = 0; i < workers; ++i) {
      workers_.emplace_back([this] { Work(); });
    }
  }

  void WaitUntilDismissed() { dismissed_.acquire(); }

 private:
  void Work() {
    if (remaining_.fetch_sub(1) == 1) Dismiss();
  }

  void Dismiss() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (std::thread& worker : workers_) worker.join();
    dismissed_.release();
  }

  std::mutex mutex_;
  std::vector<std::thread> workers_;
  std::atomic<int> remaining_{0};
  std::binary_semaphore dismissed_{0};
};

int main() {
  Crew crew;
  crew.Hire(2);
  crew.WaitUntilDismissed();
  std::puts("crew dismissed");
  return 0;
}
