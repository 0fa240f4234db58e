// expect: pass
// Everybody who waits has a semaphore of its own in a list.
#pragma once

#include <chrono>
#include <list>
#include <mutex>
#include <semaphore>

namespace course {

class Gate {
 public:
  void open() {
    std::lock_guard<std::mutex> g(m_);
    open_ = true;
    for (auto* turn : waiting_) turn->release();
    waiting_.clear();
  }

  bool is_open() const {
    std::lock_guard<std::mutex> g(m_);
    return open_;
  }

  void wait() {
    std::binary_semaphore turn(0);
    {
      std::lock_guard<std::mutex> g(m_);
      if (open_) return;
      waiting_.push_back(&turn);
    }
    turn.acquire();
    // open() may still be inside release(): it holds the mutex until it is not.
    std::lock_guard<std::mutex> g(m_);
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::binary_semaphore turn(0);
    {
      std::lock_guard<std::mutex> g(m_);
      if (open_) return true;
      waiting_.push_back(&turn);
    }
    const bool opened = turn.try_acquire_for(timeout);
    std::lock_guard<std::mutex> g(m_);
    waiting_.remove(&turn);
    return opened || open_;
  }

 private:
  mutable std::mutex m_;
  bool open_ = false;
  std::list<std::binary_semaphore*> waiting_;
};

}  // namespace course
