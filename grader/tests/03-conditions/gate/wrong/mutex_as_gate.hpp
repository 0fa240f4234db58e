// expect: deadlock
// test: two that open at the same time do no harm
// A closed gate is a mutex that is locked by the thread that made it.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>

namespace course {

class Gate {
 public:
  Gate() { closed_.lock(); }
  void open() {
    if (!open_.exchange(true)) closed_.unlock();
  }

  bool is_open() const { return open_; }

  void wait() {
    closed_.lock();
    closed_.unlock();
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    if (!closed_.try_lock_for(timeout)) return open_;
    closed_.unlock();
    return true;
  }

 private:
  std::atomic<bool> open_{false};
  std::timed_mutex closed_;
};

}  // namespace course
