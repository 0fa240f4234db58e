// expect: deadlock
// The spooler waits only for pages, never for the stop flag; it shows when it
// prints the last page and goes back to waiting before Stop is called.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class Spooler {
 public:
  void Print() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return pages_ > 0; });
      --pages_;
      ++printed_;
      if (stopping_) return;
    }
  }

  void Add() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++pages_;
    changed_.notify_one();
  }

  void Stop() {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }

  int printed() {
    std::lock_guard<std::mutex> lock(mutex_);
    return printed_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int pages_ = 0;
  int printed_ = 0;
  bool stopping_ = false;
};

int main() {
  Spooler spooler;
  std::thread printer([&spooler] { spooler.Print(); });
  spooler.Add();
  spooler.Stop();
  printer.join();
  std::printf("printed %d\n", spooler.printed());
  return 0;
}
