// expect: pass
// Each waiting thread has a place in a line and a flag of its own; items and
// places are handed to the first in line.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
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
    if (maxsize_ != 0 && items_.size() >= maxsize_) {
      Waiting me;
      me.item = std::move(item);
      producers_.push_back(&me);
      me.served.wait(l, [&] { return me.done; });
      return;
    }
    enter(std::move(item));
  }

  T get() {
    std::unique_lock<std::mutex> l(m_);
    if (!items_.empty()) return take();
    Waiting me;
    consumers_.push_back(&me);
    me.served.wait(l, [&] { return me.done; });
    return std::move(*me.item);
  }

  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> l(m_);
    if (!items_.empty()) return take();
    Waiting me;
    consumers_.push_back(&me);
    if (!me.served.wait_for(l, timeout, [&] { return me.done; }))
      consumers_.remove(&me);
    return std::move(me.item);
  }

  void task_done() {
    std::lock_guard<std::mutex> l(m_);
    if (unfinished_ == 0) throw std::logic_error("no task is open");
    if (--unfinished_ == 0) all_done_.notify_all();
  }

  void join() {
    std::unique_lock<std::mutex> l(m_);
    while (unfinished_ != 0) all_done_.wait(l);
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> l(m_);
    return items_.size();
  }

 private:
  struct Waiting {
    std::condition_variable served;
    bool done = false;
    std::optional<T> item;
  };

  void enter(T item) {
    ++unfinished_;
    if (consumers_.empty()) {
      items_.push_back(std::move(item));
      return;
    }
    Waiting& first = *consumers_.front();
    consumers_.pop_front();
    first.item = std::move(item);
    first.done = true;
    first.served.notify_one();
  }

  T take() {
    T item = std::move(items_.front());
    items_.pop_front();
    if (!producers_.empty()) {
      Waiting& first = *producers_.front();
      producers_.pop_front();
      enter(std::move(*first.item));
      first.done = true;
      first.served.notify_one();
    }
    return item;
  }

  const std::size_t maxsize_;
  mutable std::mutex m_;
  std::condition_variable all_done_;
  std::list<T> items_;
  std::list<Waiting*> producers_, consumers_;
  std::size_t unfinished_ = 0;
};

}  // namespace course
