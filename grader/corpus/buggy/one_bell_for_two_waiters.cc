// expect: lost-wakeup
// Binder and printer wait for different things on one condition, and the loader
// notifies only one; it shows when the binder gets the call for the printer.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

class PrintShop {
 public:
  void Load() {
    std::lock_guard<std::mutex> lock(mutex_);
    inked_ = true;
    changed_.notify_one();
  }

  void Print() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return inked_; });
    printed_ = true;
    changed_.notify_one();
  }

  void Bind() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return printed_; });
    bound_ = true;
  }

  bool bound() {
    std::lock_guard<std::mutex> lock(mutex_);
    return bound_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool inked_ = false;
  bool printed_ = false;
  bool bound_ = false;
};

int main() {
  PrintShop shop;
  std::thread binder([&shop] { shop.Bind(); });
  std::thread printer([&shop] { shop.Print(); });
  std::thread loader([&shop] { shop.Load(); });
  binder.join();
  printer.join();
  loader.join();
  std::printf("bound %d\n", shop.bound());
  return 0;
}
