#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace course {

// Python's queue.Queue: many producers, many consumers, first in, first out.
// TODO: let whoever has nothing to do sleep, and wake those who can go on.
template <class T>
class TaskQueue {
 public:
  explicit TaskQueue(std::size_t maxsize = 0) { (void)maxsize; }  // 0: no limit

  void put(T item) {  // blocks while full
    (void)item;
    throw std::logic_error("TODO: put");
  }

  T get() {  // blocks while empty
    throw std::logic_error("TODO: get");
  }

  // Blocks while empty, at most so long. nullopt: nothing came.
  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    (void)timeout;
    throw std::logic_error("TODO: get_for");
  }

  // An item that was taken out is dealt with. std::logic_error if called too
  // often.
  void task_done() { throw std::logic_error("TODO: task_done"); }

  void join() {  // blocks until task_done() was called for every put()
    throw std::logic_error("TODO: join");
  }

  std::size_t size() const {  // items in
    throw std::logic_error("TODO: size");
  }

 private:
  // Your members.
};

}  // namespace course
