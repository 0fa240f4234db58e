// expect: pass
// Semaphores for places and values; close() gives one more of each, and who
// finds the end with it gives it back.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <utility>

namespace course {

enum class ChannelStatus { ok, closed, timeout };

template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity)
      : meeting_(capacity == 0),
        places_(static_cast<std::ptrdiff_t>(capacity)) {}

  bool send(T value) {
    if (!meeting_) places_.acquire();
    auto fate = std::make_shared<Fate>();
    {
      std::lock_guard<std::mutex> g(m_);
      if (closed_) {
        places_.release();
        return false;
      }
      q_.push_back(Item{std::move(value), fate});
    }
    items_.release();
    if (!meeting_) return true;
    fate->known.acquire();
    return fate->taken;
  }

  std::optional<T> receive() {
    items_.acquire();
    return take();
  }

  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    if (!items_.try_acquire_for(timeout)) return ChannelStatus::timeout;
    std::optional<T> value = take();
    if (!value) return ChannelStatus::closed;
    out = std::move(*value);
    return ChannelStatus::ok;
  }

  void close() {
    std::lock_guard<std::mutex> g(m_);
    if (closed_) return;
    closed_ = true;
    if (meeting_) {
      for (Item& item : q_) item.fate->known.release();
      q_.clear();
    }
    places_.release();
    items_.release();
  }

 private:
  struct Fate {
    std::binary_semaphore known{0};
    bool taken = false;
  };
  struct Item {
    T value;
    std::shared_ptr<Fate> fate;
  };

  std::optional<T> take() {
    std::lock_guard<std::mutex> g(m_);
    if (q_.empty()) {  // the one of close()
      items_.release();
      return std::nullopt;
    }
    Item item = std::move(q_.front());
    q_.pop_front();
    item.fate->taken = true;
    item.fate->known.release();
    if (!meeting_) places_.release();
    return std::move(item.value);
  }

  const bool meeting_;
  std::mutex m_;
  std::counting_semaphore<> places_, items_{0};
  std::deque<Item> q_;
  bool closed_ = false;
};

}  // namespace course
