// expect: deadlock
// Book locks by hand and throws for a sold-out show before it unlocks; whoever
// books second throws, and the next call for the lock never returns.
#include <cstdio>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

class BoxOffice {
 public:
  void Book() {
    mutex_.lock();
    if (seats_ == 0) throw std::runtime_error("sold out");
    --seats_;
    mutex_.unlock();
  }

  int Seats() {
    std::lock_guard<std::mutex> lock(mutex_);
    return seats_;
  }

 private:
  std::mutex mutex_;
  int seats_ = 1;
};

void Visit(BoxOffice& office) {
  try {
    office.Book();
  } catch (const std::runtime_error& error) {
    std::printf("%s\n", error.what());
  }
}

int main() {
  BoxOffice office;
  std::thread guest(Visit, std::ref(office));
  std::thread critic(Visit, std::ref(office));
  guest.join();
  critic.join();
  std::printf("seats left %d\n", office.Seats());
  return 0;
}
