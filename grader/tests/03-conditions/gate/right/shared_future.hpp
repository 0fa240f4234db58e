// expect: pass
// A promise that is kept once, and a future that all share.
#pragma once

#include <atomic>
#include <chrono>
#include <future>

namespace course {

class Gate {
 public:
  void open() {
    if (opened_by_somebody_.exchange(true))
      opened_.wait();  // open only once the other one has kept it
    else
      promise_.set_value();
  }

  bool is_open() const {
    return opened_.wait_for(std::chrono::seconds(0)) ==
           std::future_status::ready;
  }

  void wait() { opened_.wait(); }

  bool wait_for(std::chrono::milliseconds timeout) {
    return opened_.wait_for(timeout) == std::future_status::ready;
  }

 private:
  std::atomic<bool> opened_by_somebody_{false};
  std::promise<void> promise_;
  std::shared_future<void> opened_ = promise_.get_future().share();
};

}  // namespace course
