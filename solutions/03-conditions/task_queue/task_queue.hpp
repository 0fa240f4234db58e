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

// Python's queue.Queue: many producers, many consumers, first in, first out.
template <class T>
class TaskQueue {
 public:
  explicit TaskQueue(std::size_t maxsize = 0)  // 0: no limit
      : maxsize_(maxsize) {}

  void put(T item) {  // blocks while full
    std::unique_lock lock(mutex_);
    // With a predicate wait() is a loop. An `if` would believe the wake-up: it
    // may have none, and another producer may have come first.
    not_full_.wait(lock,
                   [&] { return maxsize_ == 0 || items_.size() < maxsize_; });
    items_.push_back(std::move(item));
    // Under the same lock as the push: no consumer can be done with an item
    // that is not counted yet. Counted in get(), an item that still lies in
    // the queue would not keep join() waiting.
    ++unfinished_;
    // For every item, not only for the first: of two consumers that sleep, the
    // second must be woken though the queue is not empty any more. One is
    // enough, because only consumers wait here, and each of them will do.
    not_empty_.notify_one();
  }

  T get() {  // blocks while empty
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return !items_.empty(); });
    return take();
  }

  // Blocks while empty, at most so long. nullopt: nothing came.
  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    // wait_for() with a predicate reckons the deadline once, and looks a last
    // time when it is over. Without that look the notify_one() of a put() could
    // end here, and the item would lie in the queue while another consumer
    // sleeps.
    if (!not_empty_.wait_for(lock, timeout, [&] { return !items_.empty(); }))
      return std::nullopt;
    // From here on the item is out: whatever the clock says, it is returned.
    return take();
  }

  // An item that was taken out is dealt with. std::logic_error if called too
  // often.
  void task_done() {
    std::lock_guard lock(mutex_);
    // Before the subtraction: the count is unsigned, and one below zero would
    // be a great many tasks.
    if (unfinished_ == 0)
      throw std::logic_error("task_done() called too often");
    // All who wait in join() can go on now, so all are woken.
    if (--unfinished_ == 0) all_done_.notify_all();
  }

  void join() {  // blocks until task_done() was called for every put()
    std::unique_lock lock(mutex_);
    // Not items_.empty(): the last item is out long before it is dealt with.
    all_done_.wait(lock, [&] { return unfinished_ == 0; });
  }

  std::size_t size() const {  // items in
    // Without the lock it would read the deque while others change it.
    std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  // The caller holds mutex_, and there is an item. Looking, copying and
  // removing are one step: with the lock given back in between, two consumers
  // would copy the same item, and the next one would be removed unseen.
  T take() {
    T item = std::move(items_.front());
    items_.pop_front();
    not_full_.notify_one();
    return item;
  }

  const std::size_t maxsize_;
  mutable std::mutex mutex_;    // mutable: looking takes the lock, too
  std::deque<T> items_;         // guarded by mutex_
  std::size_t unfinished_ = 0;  // guarded by mutex_: items put in, not done
  // One for each thing to wait for. With a single one notify_one() could wake
  // somebody who waits for something else, sleeps again, and keeps the wake-up
  // from the one who could go on.
  std::condition_variable not_full_, not_empty_, all_done_;
};

}  // namespace course
