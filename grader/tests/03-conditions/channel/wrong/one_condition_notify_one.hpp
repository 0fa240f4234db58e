// expect: lost-wakeup
// test: two senders and two receivers do not leave anybody asleep
// All wait on one condition variable, and notify_one wakes anybody.
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
      changed_.wait(l, [&] { return q_.size() < capacity_ || closed_; });
      if (closed_) return false;
      q_.push_back(Item{std::move(value), nullptr});
      changed_.notify_one();
      return true;
    }
    if (closed_) return false;
    bool taken = false;
    q_.push_back(Item{std::move(value), &taken});
    changed_.notify_one();
    changed_.wait(l, [&] { return taken || closed_; });
    if (!taken) remove(&taken);
    return taken;
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    changed_.wait(l, [&] { return can_take() || closed_; });
    if (!can_take()) return std::nullopt;
    return take();
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    if (!changed_.wait_for(l, timeout, [&] { return can_take() || closed_; }))
      return ChannelStatus::timeout;
    if (!can_take()) return ChannelStatus::closed;
    out = take();
    return ChannelStatus::ok;
  }

  void close() {
    std::lock_guard<std::mutex> g(m_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  struct Item {
    T value;
    bool* taken;  // of the sender that waits, if the capacity is 0
  };

  bool can_take() const { return !q_.empty() && !(capacity_ == 0 && closed_); }

  T take() {
    Item item = std::move(q_.front());
    q_.pop_front();
    if (item.taken) {
      *item.taken = true;
      changed_.notify_all();
    } else {
      changed_.notify_one();
    }
    return std::move(item.value);
  }

  void remove(const bool* taken) {
    for (auto it = q_.begin(); it != q_.end(); ++it)
      if (it->taken == taken) {
        q_.erase(it);
        return;
      }
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::condition_variable changed_;
  std::deque<Item> q_;
  bool closed_ = false;
};

}  // namespace course
