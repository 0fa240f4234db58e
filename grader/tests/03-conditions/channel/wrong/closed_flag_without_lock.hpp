// expect: lost-wakeup
// test: close wakes all who receive
// close() sets an atomic flag without the lock.
#pragma once

#include <atomic>
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
      q_.push_back(Item{std::move(value), nullptr});
      not_empty_.notify_one();
      return true;
    }
    if (closed_) return false;
    bool taken = false;
    q_.push_back(Item{std::move(value), &taken});
    not_empty_.notify_one();
    taken_.wait(l, [&] { return taken || closed_; });
    if (!taken) remove(&taken);
    return taken;
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
    closed_ = true;
    not_empty_.notify_all();
    not_full_.notify_all();
    taken_.notify_all();
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
      taken_.notify_all();
    } else {
      not_full_.notify_one();
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
  std::condition_variable not_empty_, not_full_, taken_;
  std::deque<Item> q_;
  std::atomic<bool> closed_{false};
};

}  // namespace course
