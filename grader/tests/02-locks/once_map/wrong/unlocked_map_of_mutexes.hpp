// expect: data-race
// test: two that ask for the same key share one value
// The mutex of each key is looked up in a map that nothing protects.
#pragma once

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
    Entry& e = table_[key];
    std::lock_guard<std::mutex> g(e.m);
    if (!e.value) {
      e.value = make(key);
      std::lock_guard<std::mutex> r(ready_mutex_);
      ++ready_;
    }
    return *e.value;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> g(ready_mutex_);
    return ready_;
  }

 private:
  struct Entry {
    std::mutex m;
    std::optional<Value> value;
  };
  std::map<Key, Entry> table_;
  mutable std::mutex ready_mutex_;
  std::size_t ready_ = 0;
};

}  // namespace course
