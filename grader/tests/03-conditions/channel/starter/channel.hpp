#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace course {

enum class ChannelStatus { ok, closed, timeout };

// A queue that can end: first in, first out. With capacity 0 it is a meeting:
// send() returns true only after a receiver has taken that very value.
// TODO: let every call wait until it can go on, or until the channel is closed.
template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) { (void)capacity; }

  // Waits while full. False: the channel is closed, and the value will never
  // be received.
  bool send(T value) {
    (void)value;
    throw std::logic_error("TODO: send");
  }

  // Waits while empty. Empty optional: closed, and nothing is left.
  std::optional<T> receive() { throw std::logic_error("TODO: receive"); }

  // The same, until the time is up; changes out only if the status is ok.
  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    (void)out;
    (void)timeout;
    throw std::logic_error("TODO: receive_for");
  }

  // Wakes everybody. What was sent before is still received.
  void close() { throw std::logic_error("TODO: close"); }

 private:
  // Your members.
};

}  // namespace course
