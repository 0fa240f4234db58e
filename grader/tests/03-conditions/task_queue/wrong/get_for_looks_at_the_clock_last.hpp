// expect: wrong-result
// test: an item that comes when the time is up is not lost
// get_for takes the item, finds that it is too late, and drops it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace course {

template <class T>
class TaskQueue {
 public:
  explicit TaskQueue(std::size_t maxsize = 0) : maxsize_(maxsize) {}

  void put(T item) {
    std::unique_lock<std::mutex> l(m_);
    not_full_.wait(l, [&] { return !full(); });
    items_.push_back(std::move(item));
    ++unfinished_;
    not_empty_.notify_one();
  }

  T get() {
    std::unique_lock<std::mutex> l(m_);
    not_empty_.wait(l, [&] { return !items_.empty(); });
    T item = std::move(items_.front());
    items_.pop_front();
    not_full_.notify_one();
    return item;
  }

  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::unique_lock<std::mutex> l(m_);
    not_empty_.wait_until(l, deadline, [&] { return !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    T item = std::move(items_.front());
    items_.pop_front();
    not_full_.notify_one();
    if (timeout.count() > 0 && std::chrono::steady_clock::now() >= deadline)
      return std::nullopt;
    return item;
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
    return items_.size();
  }

 private:
  bool full() const { return maxsize_ != 0 && items_.size() >= maxsize_; }

  const std::size_t maxsize_;
  mutable std::mutex m_;
  std::condition_variable not_full_, not_empty_, all_done_;
  std::deque<T> items_;
  std::size_t unfinished_ = 0;
};

}  // namespace course
