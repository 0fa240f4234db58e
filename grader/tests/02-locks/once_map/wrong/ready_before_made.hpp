// expect: wrong-result
// test: two that ask for the same key share one value
// Marked as ready before make has returned: others get a value half made.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    std::unique_lock<std::mutex> l(m_);
    Entry& e = table_[key];
    if (!e.ready) {
      e.ready = true;
      l.unlock();
      try {
        Value value = make(key);
        l.lock();
        e.value = value;
      } catch (...) {
        if (!l.owns_lock()) l.lock();
        e.ready = false;
        throw;
      }
    }
    return e.value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> l(m_);
    std::size_t n = 0;
    for (const auto& [key, e] : table_)
      if (e.ready) ++n;
    return n;
  }

 private:
  struct Entry {
    Value value{};
    bool ready = false;
  };
  mutable std::mutex m_;
  std::map<Key, Entry> table_;
};

}  // namespace course
