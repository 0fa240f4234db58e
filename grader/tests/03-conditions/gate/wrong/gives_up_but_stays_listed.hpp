// expect: lifetime
// test: who has given up is not missed
// Who gives up leaves its semaphore, which is on its stack, in the list.
#pragma once

#include <chrono>
#include <mutex>
#include <semaphore>
#include <vector>

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
    std::lock_guard<std::mutex> g(m_);  // open() is done with it
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
    return opened || open_;
  }

 private:
  mutable std::mutex m_;
  bool open_ = false;
  std::vector<std::binary_semaphore*> waiting_;
};

}  // namespace course
