// expect: wrong-result
// test: of two that wait for a make that throws only one tries at a time
// After an exception all that waited make the value at the same time.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::unique_lock<std::mutex> l(m_);
    Entry& e = table_[key];
    if (e.state == State::unknown)
      e.state = State::making;
    else
      changed_.wait(l, [&] { return e.state != State::making; });
    if (e.state == State::ready) return *e.value;
    l.unlock();
    try {
      Value value = make(key);
      l.lock();
      if (e.state != State::ready) ++ready_;
      e.value = value;
      e.state = State::ready;
      changed_.notify_all();
      return value;
    } catch (...) {
      if (!l.owns_lock()) l.lock();
      e.state = State::failed;
      changed_.notify_all();
      throw;
    }
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(m_);
    return ready_;
  }

 private:
  enum class State { unknown, making, ready, failed };
  struct Entry {
    State state = State::unknown;
    std::optional<Value> value;
  };
  mutable std::mutex m_;
  std::condition_variable changed_;
  std::map<Key, Entry> table_;
  std::size_t ready_ = 0;
};

}  // namespace course
