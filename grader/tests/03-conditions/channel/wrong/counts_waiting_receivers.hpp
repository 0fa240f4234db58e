// expect: wrong-result
// test: capacity 0: nothing is there when send has returned
// With capacity 0 a value is left in the queue when enough receivers wait; a
// later one may take it.
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
    not_full_.wait(l, [&] { return q_.size() < room() || closed_; });
    if (closed_) return false;
    q_.push_back(std::move(value));
    not_empty_.notify_one();
    return true;
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    ++receivers_;
    not_full_.notify_one();
    not_empty_.wait(l, [&] { return !q_.empty() || closed_; });
    --receivers_;
    if (q_.empty()) return std::nullopt;
    return take();
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    ++receivers_;
    not_full_.notify_one();
    const bool in_time =
        not_empty_.wait_for(l, timeout, [&] { return !q_.empty() || closed_; });
    --receivers_;
    if (!in_time) return ChannelStatus::timeout;
    if (q_.empty()) return ChannelStatus::closed;
    out = take();
    return ChannelStatus::ok;
  }

  void close() {
    std::lock_guard<std::mutex> g(m_);
    closed_ = true;
    not_empty_.notify_all();
    not_full_.notify_all();
  }

 private:
  std::size_t room() const { return capacity_ > 0 ? capacity_ : receivers_; }

  T take() {
    T value = std::move(q_.front());
    q_.pop_front();
    not_full_.notify_one();
    return value;
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::condition_variable not_empty_, not_full_;
  std::deque<T> q_;
  std::size_t receivers_ = 0;  // that wait
  bool closed_ = false;
};

}  // namespace course
