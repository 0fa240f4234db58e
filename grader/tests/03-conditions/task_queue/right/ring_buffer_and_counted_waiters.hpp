// expect: pass
// A limited queue is a ring; a notify is sent only if somebody waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace course {

template <class T>
class TaskQueue {
 public:
  explicit TaskQueue(std::size_t maxsize = 0)
      : limited_(maxsize != 0), ring_(limited_ ? maxsize : 1) {}

  void put(T item) {
    std::unique_lock<std::mutex> l(m_);
    while (size_ == ring_.size()) {
      if (!limited_) {
        grow();
        break;
      }
      ++producers_;
      not_full_.wait(l);
      --producers_;
    }
    ring_[(first_ + size_) % ring_.size()] = std::move(item);
    ++size_;
    ++unfinished_;
    if (consumers_ > 0) not_empty_.notify_one();
  }

  T get() {
    std::unique_lock<std::mutex> l(m_);
    while (size_ == 0) {
      ++consumers_;
      not_empty_.wait(l);
      --consumers_;
    }
    return take();
  }

  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::unique_lock<std::mutex> l(m_);
    while (size_ == 0) {
      if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
      ++consumers_;
      not_empty_.wait_until(l, deadline);
      --consumers_;
    }
    return take();
  }

  void task_done() {
    std::lock_guard<std::mutex> l(m_);
    if (unfinished_ == 0) throw std::logic_error("no task is open");
    if (--unfinished_ == 0) all_done_.notify_all();
  }

  void join() {
    std::unique_lock<std::mutex> l(m_);
    all_done_.wait(l, [&] { return unfinished_ == 0; });
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> l(m_);
    return size_;
  }

 private:
  T take() {
    T item = std::move(ring_[first_]);
    first_ = (first_ + 1) % ring_.size();
    --size_;
    if (producers_ > 0) not_full_.notify_one();
    return item;
  }

  void grow() {
    std::vector<T> larger(2 * ring_.size());
    for (std::size_t i = 0; i < size_; ++i)
      larger[i] = std::move(ring_[(first_ + i) % ring_.size()]);
    ring_.swap(larger);
    first_ = 0;
  }

  const bool limited_;
  mutable std::mutex m_;
  std::condition_variable not_full_, not_empty_, all_done_;
  std::vector<T> ring_;
  std::size_t first_ = 0, size_ = 0;
  int producers_ = 0, consumers_ = 0;
  std::size_t unfinished_ = 0;
};

}  // namespace course
