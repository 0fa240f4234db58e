#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

// Closed at first; open() lets everybody through, for ever.
class Gate {
 public:
  void open();
  bool is_open() const;
  void wait();  // until open
  // Until open, but no longer than timeout. False: still closed after it.
  bool wait_for(std::chrono::milliseconds timeout);

 private:
  // Your members.
};

// TODO: let who waits sleep until open() lets all of them through, whenever it
// is called.
inline void Gate::open() { throw std::logic_error("TODO: open"); }
inline bool Gate::is_open() const { throw std::logic_error("TODO: is_open"); }
inline void Gate::wait() { throw std::logic_error("TODO: wait"); }
inline bool Gate::wait_for(std::chrono::milliseconds) {
  throw std::logic_error("TODO: wait_for");
}

}  // namespace course
