// expect: pass
// Producers notify after they have released the lock, which looks like a window
// for a lost wake-up; the change itself was made under the lock.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class Basket {
 public:
  void Add(int apples) {
    std::unique_lock<std::mutex> lock(mutex_);
    apples_ += apples;
    lock.unlock();
    added_.notify_one();
  }

  void WaitFor(int apples) {
    std::unique_lock<std::mutex> lock(mutex_);
    added_.wait(lock, [this, apples] { return apples_ >= apples; });
    apples_ -= apples;
  }

  int apples() {
    std::lock_guard<std::mutex> lock(mutex_);
    return apples_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable added_;
  int apples_ = 0;
};

int main() {
  Basket basket;
  std::thread baker([&basket] { basket.WaitFor(5); });
  std::thread anna([&basket] { basket.Add(2); });
  std::thread otto([&basket] { basket.Add(4); });
  baker.join();
  anna.join();
  otto.join();
  std::printf("left %d\n", basket.apples());
  return basket.apples() == 1 ? 0 : 1;
}
