// expect: pass
// Waits with atomic::wait for the next change; only receive_for() needs a
// condition variable.
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
    while (!closed_ && capacity_ > 0 && q_.size() >= capacity_) wait(l);
    if (closed_) return false;
    if (capacity_ > 0) {
      q_.push_back(Item{std::move(value), nullptr});
      changed();
      return true;
    }
    std::atomic<int> fate{waiting};
    q_.push_back(Item{std::move(value), &fate});
    changed();
    l.unlock();
    fate.wait(waiting);
    // The lock again: who told us still has it, and may be about to notify.
    l.lock();
    return fate == taken;
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    while (!closed_ && q_.empty()) wait(l);
    if (q_.empty()) return std::nullopt;
    return take();
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    if (!timed_.wait_for(l, timeout, [&] { return closed_ || !q_.empty(); }))
      return ChannelStatus::timeout;
    if (q_.empty()) return ChannelStatus::closed;
    out = take();
    return ChannelStatus::ok;
  }

  void close() {
    std::lock_guard<std::mutex> g(m_);
    closed_ = true;
    for (Item& item : q_)
      if (item.fate) tell(item, refused);
    if (capacity_ == 0) q_.clear();
    changed();
  }

 private:
  enum { waiting, taken, refused };
  struct Item {
    T value;
    std::atomic<int>* fate;
  };

  void wait(std::unique_lock<std::mutex>& l) {
    const unsigned seen = version_;
    l.unlock();
    version_.wait(seen);
    l.lock();
  }

  void changed() {
    ++version_;
    version_.notify_all();
    timed_.notify_all();
  }

  void tell(Item& item, int fate) {
    item.fate->store(fate);
    item.fate->notify_one();
  }

  T take() {
    Item item = std::move(q_.front());
    q_.pop_front();
    if (item.fate) tell(item, taken);
    changed();
    return std::move(item.value);
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::condition_variable timed_;
  std::atomic<unsigned> version_{0};
  std::deque<Item> q_;
  bool closed_ = false;
};

}  // namespace course
