// expect: crash
// test: two that open at the same time do no harm
// Two threads that open at the same time both fulfil the promise.
#pragma once

#include <chrono>
#include <future>

namespace course {

class Gate {
 public:
  void open() {
    if (!is_open()) promise_.set_value();
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
  std::promise<void> promise_;
  std::shared_future<void> opened_ = promise_.get_future().share();
};

}  // namespace course
