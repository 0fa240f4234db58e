#pragma once
#include <pthread.h>
#include <sys/mman.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <type_traits>

namespace course {

// Python's multiprocessing.Queue(Capacity): any process puts, any process gets.
template <class T, std::size_t Capacity>
class SharedQueue {
  static_assert(std::is_trivially_copyable_v<T> && Capacity > 0);

 public:
  SharedQueue() { throw std::logic_error("TODO: SharedQueue"); }
  ~SharedQueue() {}
  SharedQueue(const SharedQueue&) = delete;
  SharedQueue& operator=(const SharedQueue&) = delete;

  // Blocks while the queue is full.
  void put(const T& item) {
    (void)item;
    throw std::logic_error("TODO: put");
  }
  // Blocks while it is empty.
  T get() { throw std::logic_error("TODO: get"); }
  // Nothing, if there is no item until then.
  std::optional<T> get_for(std::chrono::milliseconds timeout) {
    (void)timeout;
    throw std::logic_error("TODO: get_for");
  }
  std::size_t size() const { throw std::logic_error("TODO: size"); }

  // If a process is killed while it holds the queue's lock, the others go on
  // and find every item exactly as it was before or after that put() or get().

 private:
  // TODO: your members
};

}  // namespace course
