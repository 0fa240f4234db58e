// expect: pass
// The stop callback locks the mutex that the waiter and the closing side use
// as well; the stop is requested after that lock is released, so it gets in.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <stop_token>
#include <thread>

class Lift {
 public:
  void Ride(std::stop_token stop) {
    std::stop_callback on_stop(stop, [this] {
      std::lock_guard<std::mutex> lock(mutex_);
      halted_ = true;
      changed_.notify_all();
    });
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return halted_; });
    ++rides_;
  }

  void CloseDoors() {
    std::lock_guard<std::mutex> lock(mutex_);
    doors_closed_ = true;
  }

  bool Parked() {
    std::lock_guard<std::mutex> lock(mutex_);
    return doors_closed_ && rides_ == 1;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool halted_ = false;
  bool doors_closed_ = false;
  int rides_ = 0;
};

int main() {
  Lift lift;
  std::jthread cabin([&lift](std::stop_token stop) { lift.Ride(stop); });
  lift.CloseDoors();
  cabin.request_stop();
  cabin.join();
  std::puts(lift.Parked() ? "parked" : "stuck");
  return lift.Parked() ? 0 : 1;
}
