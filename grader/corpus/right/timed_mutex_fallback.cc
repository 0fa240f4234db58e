// expect: pass
// When the shared list cannot be locked in time, the hand-off goes to a second
// list under its own lock; both outcomes leave the same total.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class Inbox {
 public:
  void Deliver(int letter) {
    std::unique_lock<std::timed_mutex> lock(mutex_,
                                            std::chrono::milliseconds(1));
    if (lock.owns_lock()) {
      letters_.push_back(letter);
      return;
    }
    std::lock_guard<std::mutex> overflow(overflow_mutex_);
    overflow_.push_back(letter);
  }

  int Total() {
    std::scoped_lock lock(mutex_, overflow_mutex_);
    int total = 0;
    for (int letter : letters_) total += letter;
    for (int letter : overflow_) total += letter;
    return total;
  }

 private:
  std::timed_mutex mutex_;
  std::vector<int> letters_;
  std::mutex overflow_mutex_;
  std::vector<int> overflow_;
};

int main() {
  Inbox inbox;
  std::thread morning([&inbox] { inbox.Deliver(5); });
  std::thread evening([&inbox] { inbox.Deliver(8); });
  const int early = inbox.Total();
  morning.join();
  evening.join();
  std::printf("early %d, final %d\n", early, inbox.Total());
  return inbox.Total() == 13 ? 0 : 1;
}
