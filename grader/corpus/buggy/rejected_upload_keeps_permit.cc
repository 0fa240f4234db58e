// expect: deadlock
// An oversized upload returns without releasing its permit; if it runs before
// the small one, the only permit is gone and the small upload waits for ever.
#include <atomic>
#include <cstdio>
#include <semaphore>
#include <thread>

class UploadLimiter {
 public:
  bool Upload(int megabytes) {
    permits_.acquire();
    if (megabytes > kLargest) return false;
    stored_.fetch_add(megabytes);
    permits_.release();
    return true;
  }

  int stored() const { return stored_.load(); }

 private:
  static constexpr int kLargest = 100;

  std::binary_semaphore permits_{1};
  std::atomic<int> stored_{0};
};

int main() {
  UploadLimiter limiter;
  std::thread small([&limiter] { limiter.Upload(8); });
  std::thread large([&limiter] { limiter.Upload(400); });
  small.join();
  large.join();
  std::printf("stored %d MB\n", limiter.stored());
  return 0;
}
