// expect: busy-wait
// test: a caller sleeps while another makes the value
// Those who wait look again and again until the value is ready.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::unique_lock<std::mutex> l(m_);
    Entry& e = table_[key];
    while (e.making) {
      l.unlock();
      std::this_thread::yield();
      l.lock();
    }
    if (e.value) return *e.value;
    e.making = true;
    l.unlock();
    std::optional<Value> value;
    try {
      value = make(key);
    } catch (...) {
      l.lock();
      e.making = false;
      throw;
    }
    l.lock();
    e.value = value;
    e.making = false;
    ++ready_;
    return *value;
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
  std::map<Key, Entry> table_;  // its nodes stay where they are
  std::size_t ready_ = 0;
};

}  // namespace course
