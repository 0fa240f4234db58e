// expect: wrong-result
// test: send says true to what is received and to nothing else
// With capacity 0 a sender waits until the queue is empty, whoever filled it.
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
    if (capacity_ > 0) {
      not_full_.wait(l, [&] { return q_.size() < capacity_ || closed_; });
      if (closed_) return false;
      q_.push_back(std::move(value));
      not_empty_.notify_one();
      return true;
    }
    if (closed_) return false;
    taken_.wait(l, [&] { return q_.empty() || closed_; });
    if (closed_) return false;
    q_.push_back(std::move(value));
    not_empty_.notify_one();
    taken_.wait(l, [&] { return q_.empty() || closed_; });
    if (q_.empty()) return true;
    q_.clear();
    return false;
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    not_empty_.wait(l, [&] { return can_take() || closed_; });
    if (!can_take()) return std::nullopt;
    return take();
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    if (!not_empty_.wait_for(l, timeout, [&] { return can_take() || closed_; }))
      return ChannelStatus::timeout;
    if (!can_take()) return ChannelStatus::closed;
    out = take();
    return ChannelStatus::ok;
  }

  void close() {
    std::lock_guard<std::mutex> g(m_);
    closed_ = true;
    not_empty_.notify_all();
    not_full_.notify_all();
    taken_.notify_all();
  }

 private:
  bool can_take() const { return !q_.empty() && !(capacity_ == 0 && closed_); }

  T take() {
    T value = std::move(q_.front());
    q_.pop_front();
    not_full_.notify_one();
    taken_.notify_all();
    return value;
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::condition_variable not_empty_, not_full_, taken_;
  std::deque<T> q_;
  bool closed_ = false;
};

}  // namespace course
