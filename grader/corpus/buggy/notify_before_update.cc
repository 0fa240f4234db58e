// expect: lost-wakeup
// Deliver notifies first and records the letter afterwards; it shows when the
// sleeping reader wakes in between, finds nothing and sleeps again.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class Mailbox {
 public:
  void Deliver(int letter) {
    delivered_.notify_one();
    std::lock_guard<std::mutex> lock(mutex_);
    letter_ = letter;
  }

  int Collect() {
    std::unique_lock<std::mutex> lock(mutex_);
    delivered_.wait(lock, [this] { return letter_ != 0; });
    return letter_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable delivered_;
  int letter_ = 0;
};

int main() {
  Mailbox mailbox;
  std::thread reader(
      [&mailbox] { std::printf("letter %d\n", mailbox.Collect()); });
  std::thread postman([&mailbox] { mailbox.Deliver(7); });
  reader.join();
  postman.join();
  return 0;
}
