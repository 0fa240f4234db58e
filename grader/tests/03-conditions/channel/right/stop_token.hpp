// expect: pass
// close() is a stop request, which wakes all that wait with its token.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace course {

enum class ChannelStatus { ok, closed, timeout };

template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  bool send(T value) {
    std::unique_lock<std::mutex> l(m_);
    if (!senders_.wait(l, end_.get_token(), [&] {
          return capacity_ == 0 || values_.size() < capacity_;
        }))
      return false;
    if (end_.stop_requested()) return false;
    values_.push_back(std::move(value));
    const std::size_t number = ++sent_;
    receivers_.notify_one();
    if (capacity_ > 0) return true;
    return senders_.wait(l, end_.get_token(), [&] { return taken_ >= number; });
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    receivers_.wait(l, end_.get_token(), [&] { return can_take(); });
    if (!can_take()) return std::nullopt;
    return take();
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    if (!receivers_.wait_for(l, end_.get_token(), timeout,
                             [&] { return can_take(); }))
      return end_.stop_requested() ? ChannelStatus::closed
                                   : ChannelStatus::timeout;
    out = take();
    return ChannelStatus::ok;
  }

  void close() {
    // With the lock: nobody is between its look and its change.
    std::lock_guard<std::mutex> g(m_);
    end_.request_stop();
  }

 private:
  bool can_take() const {
    return !values_.empty() && !(capacity_ == 0 && end_.stop_requested());
  }

  T take() {
    T value = std::move(values_.front());
    values_.pop_front();
    ++taken_;
    senders_.notify_all();
    return value;
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::condition_variable_any senders_, receivers_;
  std::deque<T> values_;
  std::size_t sent_ = 0, taken_ = 0;
  std::stop_source end_;
};

}  // namespace course
