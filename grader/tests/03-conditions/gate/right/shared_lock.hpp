// expect: pass
// Those who wait and look share a lock; condition_variable_any takes it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>

namespace course {

class Gate {
 public:
  void open() {
    {
      std::unique_lock<std::shared_mutex> l(m_);
      open_ = true;
    }
    cv_.notify_all();
  }

  bool is_open() const {
    std::shared_lock<std::shared_mutex> l(m_);
    return open_;
  }

  void wait() {
    std::shared_lock<std::shared_mutex> l(m_);
    cv_.wait(l, [&] { return open_; });
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::shared_lock<std::shared_mutex> l(m_);
    return cv_.wait_for(l, timeout, [&] { return open_; });
  }

 private:
  mutable std::shared_mutex m_;
  std::condition_variable_any cv_;
  bool open_ = false;
};

}  // namespace course
