// expect: deadlock
// test: after an exception the next caller makes the value
// A make that throws leaves the entry marked as being made for ever.
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
    changed_.wait(l, [&] { return !e.making; });
    if (e.value) return *e.value;
    e.making = true;
    l.unlock();
    Value value = make(key);
    l.lock();
    e.value = value;
    e.making = false;
    ++ready_;
    changed_.notify_all();
    return value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(m_);
    return ready_;
  }

 private:
  struct Entry {
    bool making = false;
    std::optional<Value> value;
  };
  mutable std::mutex m_;
  std::condition_variable changed_;
  std::map<Key, Entry> table_;  // its nodes stay where they are
  std::size_t ready_ = 0;
};

}  // namespace course
