// explore:
// A barrier whose last thread sets the counter back for the next round.
#include <condition_variable>
#include <mutex>
#include <thread>

// region barrier
class Barrier {  // for two threads
 public:
  void arrive_and_wait() {
    std::unique_lock lock(m_);
    if (++arrived_ == 2) {
      arrived_ = 0;  // the next round begins at 0
      all_here_.notify_all();
    } else {
      while (arrived_ != 0) all_here_.wait(lock);
    }
  }

 private:
  std::mutex m_;
  std::condition_variable all_here_;
  int arrived_ = 0;  // guarded by m_
};
// endregion barrier

// region rounds
Barrier meeting;

void rounds() {
  for (int round = 0; round < 2; ++round) meeting.arrive_and_wait();
}
// endregion rounds

int main() {
  std::thread a(rounds), b(rounds);
  a.join();
  b.join();
}
