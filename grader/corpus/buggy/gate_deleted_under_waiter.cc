// expect: lifetime
// Main opens the gate and deletes it at once, while the visitor has still to
// wake from its condition variable and lock its mutex again.
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

class Gate {
 public:
  void Pass(std::binary_semaphore& arrived) {
    std::unique_lock<std::mutex> lock(mutex_);
    arrived.release();
    opened_.wait(lock, [this] { return open_; });
  }

  void Open() {
    std::lock_guard<std::mutex> lock(mutex_);
    open_ = true;
    opened_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

int main() {
  auto gate = std::make_unique<Gate>();
  std::binary_semaphore arrived{0};
  std::thread visitor(
      [entrance = gate.get(), &arrived] { entrance->Pass(arrived); });
  arrived.acquire();
  gate->Open();
  gate.reset();
  visitor.join();
  std::puts("park is closed");
  return 0;
}
