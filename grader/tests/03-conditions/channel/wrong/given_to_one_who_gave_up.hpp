// expect: wrong-result
// test: a value that comes when the time is up is not lost
// A sender gives its value to a waiting receiver, which does not look when its
// time is up.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <semaphore>
#include <utility>

namespace course {

enum class ChannelStatus { ok, closed, timeout };

template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  bool send(T value) {
    std::unique_lock<std::mutex> l(m_);
    if (closed_) return false;
    if (!receivers_.empty()) {
      Waiter& receiver = *receivers_.front();
      receivers_.pop_front();
      receiver.value = std::move(value);
      receiver.done = true;
      receiver.wake.release();
      return true;
    }
    if (buffer_.size() < capacity_) {
      buffer_.push_back(std::move(value));
      return true;
    }
    Waiter me;
    me.value = std::move(value);
    senders_.push_back(&me);
    l.unlock();
    me.wake.acquire();
    l.lock();  // who releases the semaphore has it until it is done with me
    return me.done;
  }

  std::optional<T> receive() {
    std::unique_lock<std::mutex> l(m_);
    std::optional<T> value = take();
    if (value || closed_) return value;
    Waiter me;
    receivers_.push_back(&me);
    l.unlock();
    me.wake.acquire();
    l.lock();
    return std::move(me.value);
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::unique_lock<std::mutex> l(m_);
    std::optional<T> value = take();
    if (!value && closed_) return ChannelStatus::closed;
    if (!value) {
      if (timeout.count() <= 0) return ChannelStatus::timeout;
      Waiter me;
      receivers_.push_back(&me);
      l.unlock();
      const bool woken = me.wake.try_acquire_until(deadline);
      l.lock();
      if (!woken) {
        receivers_.remove(&me);
        return ChannelStatus::timeout;
      }
      if (!me.done) return ChannelStatus::closed;
      value = std::move(me.value);
    }
    out = std::move(*value);
    return ChannelStatus::ok;
  }

  void close() {
    std::lock_guard<std::mutex> g(m_);
    closed_ = true;
    for (Waiter* w : senders_) w->wake.release();
    for (Waiter* w : receivers_) w->wake.release();
    senders_.clear();
    receivers_.clear();
  }

 private:
  struct Waiter {
    std::optional<T> value;
    bool done = false;  // it was taken, or given
    std::binary_semaphore wake{0};
  };

  std::optional<T> take() {
    std::optional<T> value;
    if (!buffer_.empty()) {
      value = std::move(buffer_.front());
      buffer_.pop_front();
    }
    if (!senders_.empty()) {
      Waiter& sender = *senders_.front();
      senders_.pop_front();
      if (value)
        buffer_.push_back(std::move(*sender.value));
      else
        value = std::move(sender.value);
      sender.done = true;
      sender.wake.release();
    }
    return value;
  }

  const std::size_t capacity_;
  std::mutex m_;
  std::deque<T> buffer_;
  std::list<Waiter*> senders_, receivers_;
  bool closed_ = false;
};

}  // namespace course
