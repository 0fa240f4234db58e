// expect: pass
// The printer's queue has no stop flag and nobody notifies at shutdown; the
// stop token passed to wait() wakes the printer, which drains what is left.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

class PrintQueue {
 public:
  void Add(int pages) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(pages);
    }
    added_.notify_one();
  }

  int PrintAll(std::stop_token stop) {
    int printed = 0;
    std::unique_lock<std::mutex> lock(mutex_);
    while (added_.wait(lock, stop, [this] { return !jobs_.empty(); })) {
      printed += jobs_.front();
      jobs_.pop_front();
    }
    return printed;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any added_;
  std::deque<int> jobs_;
};

int main() {
  PrintQueue queue;
  int printed = 0;
  {
    std::jthread printer(
        [&](std::stop_token stop) { printed = queue.PrintAll(stop); });
    queue.Add(3);
    queue.Add(4);
  }
  std::printf("printed %d pages\n", printed);
  return printed == 7 ? 0 : 1;
}
