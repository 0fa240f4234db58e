// expect: pass
// With capacity 0 each value brings a promise, which says whether it was taken.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
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
    if (capacity_ > 0)
      not_full_.wait(l, [&] { return closed_ || q_.size() < capacity_; });
    if (closed_) return false;
    std::promise<bool> taken;
    std::future<bool> answer = taken.get_future();
    q_.push_back(Item{std::move(value), std::move(taken)});
    not_empty_.notify_one();
    if (capacity_ > 0) return true;
    l.unlock();
    return answer.get();
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    not_empty_.wait(l, [&] { return closed_ || !q_.empty(); });
    if (q_.empty()) return std::nullopt;
    return take();
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    if (!not_empty_.wait_for(l, timeout,
                             [&] { return closed_ || !q_.empty(); }))
      return ChannelStatus::timeout;
    if (q_.empty()) return ChannelStatus::closed;
    out = take();
    return ChannelStatus::ok;
  }

  void close() {
    std::lock_guard<std::mutex> g(m_);
    closed_ = true;
    if (capacity_ == 0) {
      for (Item& item : q_) item.taken.set_value(false);
      q_.clear();
    }
    not_empty_.notify_all();
    not_full_.notify_all();
  }

 private:
  struct Item {
    T value;
    std::promise<bool> taken;
  };

  T take() {
    Item item = std::move(q_.front());
    q_.pop_front();
    item.taken.set_value(true);
    not_full_.notify_one();
    return std::move(item.value);
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::condition_variable not_empty_, not_full_;
  std::deque<Item> q_;
  bool closed_ = false;
};

}  // namespace course
