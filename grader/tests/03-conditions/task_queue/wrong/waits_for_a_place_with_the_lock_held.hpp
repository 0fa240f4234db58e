// expect: deadlock
// test: a producer sleeps until there is a place
// A producer that waits for a place holds the lock that a consumer needs.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stdexcept>
#include <utility>

namespace course {

template <class T>
class TaskQueue {
 public:
  explicit TaskQueue(std::size_t maxsize = 0)
      : limited_(maxsize != 0), places_(static_cast<std::ptrdiff_t>(maxsize)) {}

  void put(T item) {
    {
      std::lock_guard<std::mutex> l(m_);
      if (limited_) places_.acquire();
      queue_.push_back(std::move(item));
      ++unfinished_;
    }
    items_.release();
  }

  T get() {
    items_.acquire();
    return take();
  }

  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    if (!items_.try_acquire_for(timeout)) return std::nullopt;
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
    return queue_.size();
  }

 private:
  T take() {
    std::unique_lock<std::mutex> l(m_);
    T item = std::move(queue_.front());
    queue_.pop_front();
    l.unlock();
    if (limited_) places_.release();
    return item;
  }

  const bool limited_;
  std::counting_semaphore<> places_;
  std::counting_semaphore<> items_{0};
  mutable std::mutex m_;
  std::condition_variable all_done_;
  std::deque<T> queue_;
  std::size_t unfinished_ = 0;
};

}  // namespace course
