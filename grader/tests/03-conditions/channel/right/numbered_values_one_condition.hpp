// expect: pass
// Values are numbered; all wait on one condition variable, and notify_all.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace course {

enum class ChannelStatus { ok, closed, timeout };

template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  bool send(T value) {
    std::unique_lock<std::mutex> l(m_);
    while (!closed_ && capacity_ > 0 && q_.size() >= capacity_)
      changed_.wait(l);
    if (closed_) return false;
    q_.push_back(std::move(value));
    const std::size_t number = ++sent_;
    changed_.notify_all();
    if (capacity_ > 0) return true;
    while (!closed_ && taken_ < number) changed_.wait(l);
    return taken_ >= number;
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    while (!closed_ && q_.empty()) changed_.wait(l);
    if (q_.empty()) return std::nullopt;
    return std::optional<T>(take());
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::system_clock::now() + timeout;
    std::unique_lock<std::mutex> l(m_);
    while (!closed_ && q_.empty()) {
      if (std::chrono::system_clock::now() >= deadline)
        return ChannelStatus::timeout;
      changed_.wait_until(l, deadline);
    }
    if (q_.empty()) return ChannelStatus::closed;
    out = take();
    return ChannelStatus::ok;
  }

  void close() {
    {
      std::lock_guard<std::mutex> g(m_);
      closed_ = true;
      if (capacity_ == 0) q_.clear();  // their senders say false
    }
    changed_.notify_all();
  }

 private:
  T take() {
    T value = std::move(q_.front());
    q_.pop_front();
    ++taken_;
    changed_.notify_all();
    return value;
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::condition_variable changed_;
  std::deque<T> q_;
  std::size_t sent_ = 0, taken_ = 0;
  bool closed_ = false;
};

}  // namespace course
