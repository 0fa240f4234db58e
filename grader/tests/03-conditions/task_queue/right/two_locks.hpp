// expect: pass
// One lock to put, one to take, semaphores between them, atomics for the rest.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
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
  ~TaskQueue() {
    while (head_) delete std::exchange(head_, head_->next);
  }
  TaskQueue(const TaskQueue&) = delete;
  TaskQueue& operator=(const TaskQueue&) = delete;

  void put(T item) {
    if (limited_) places_.acquire();
    Node* node = new Node;
    {
      std::lock_guard<std::mutex> l(tail_mutex_);
      tail_->item = std::move(item);
      tail_->next = node;
      tail_ = node;
      ++unfinished_;
      ++size_;
      // Still under the lock: the n-th release belongs to the n-th item.
      items_.release();
    }
  }

  T get() {
    items_.acquire();
    return take();
  }

  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    if (!items_.try_acquire_until(deadline)) return std::nullopt;
    return take();
  }

  void task_done() {
    std::size_t n = unfinished_;
    do {
      if (n == 0) throw std::logic_error("no task is open");
    } while (!unfinished_.compare_exchange_weak(n, n - 1));
    if (n == 1) unfinished_.notify_all();
  }

  void join() {
    while (const std::size_t n = unfinished_) unfinished_.wait(n);
  }

  std::size_t size() const { return size_; }

 private:
  struct Node {
    T item{};
    Node* next = nullptr;
  };

  T take() {
    Node* old = nullptr;
    T item{};
    {
      std::lock_guard<std::mutex> l(head_mutex_);
      old = head_;
      item = std::move(old->item);
      head_ = old->next;
      --size_;
    }
    delete old;
    if (limited_) places_.release();
    return item;
  }

  const bool limited_;
  std::counting_semaphore<> places_;
  std::counting_semaphore<> items_{0};
  std::mutex head_mutex_, tail_mutex_;
  Node* head_ = new Node;
  Node* tail_ = head_;
  std::atomic<std::size_t> unfinished_{0}, size_{0};
};

}  // namespace course
