// expect: forbidden
// The library's barrier with another name.
#pragma once

#include <atomic>
#include <barrier>

namespace course {

class Barrier {
 public:
  explicit Barrier(int n) : inner_(n, Reset{&led_}) {}

  bool arrive_and_wait() {
    inner_.arrive_and_wait();
    return !led_.exchange(true);
  }

 private:
  struct Reset {
    std::atomic<bool>* led;
    void operator()() noexcept { *led = false; }
  };
  std::atomic<bool> led_ = false;
  std::barrier<Reset> inner_;
};

}  // namespace course
