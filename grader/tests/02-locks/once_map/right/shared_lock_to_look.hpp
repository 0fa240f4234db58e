// expect: pass
// Those who only look share the lock of the table; a mutex for each entry.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace course {

template <class Key, class Value>
class OnceMap {
 public:
  using Make = std::function<Value(const Key&)>;

  Value get(const Key& key, const Make& make) {
    Entry& e = find(key);
    std::unique_lock<std::mutex> g(e.m);
    if (!e.value) {
      e.value = make(key);
      std::unique_lock<std::shared_mutex> t(table_mutex_);
      ++ready_;
    }
    return *e.value;
  }

  std::size_t size() const {
    std::shared_lock<std::shared_mutex> t(table_mutex_);
    return ready_;
  }

 private:
  struct Entry {
    std::mutex m;
    std::optional<Value> value;
  };
  Entry& find(const Key& key) {
    {
      std::shared_lock<std::shared_mutex> t(table_mutex_);
      auto it = table_.find(key);
      if (it != table_.end()) return it->second;
    }
    std::unique_lock<std::shared_mutex> t(table_mutex_);
    return table_[key];  // a node stays where it is, and is never erased
  }
  mutable std::shared_mutex table_mutex_;
  std::map<Key, Entry> table_;
  std::size_t ready_ = 0;
};

}  // namespace course
