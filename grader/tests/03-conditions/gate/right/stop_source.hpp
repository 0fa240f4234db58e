// expect: pass
// A request to stop is a gate: it comes once and stays.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace course {

class Gate {
 public:
  void open() { source_.request_stop(); }

  bool is_open() const { return source_.stop_requested(); }

  void wait() {
    std::unique_lock<std::mutex> l(m_);
    cv_.wait(l, source_.get_token(), [] { return false; });
  }

  bool wait_for(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    cv_.wait_for(l, source_.get_token(), timeout, [] { return false; });
    return source_.stop_requested();
  }

 private:
  std::mutex m_;
  std::condition_variable_any cv_;
  std::stop_source source_;
};

}  // namespace course
